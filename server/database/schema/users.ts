import { pgTable, sql, text, uniqueIndex } from '../drizzle.ts'
import { createdAt, id } from './columns.ts'

export const users = pgTable(
  'users',
  {
    id: id(),
    userName: text('user_name').notNull(),
    displayName: text('display_name').notNull(),
    /** PHC string of argon2id. */
    passwordHash: text('password_hash').notNull(),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex('users_user_name_key').on(sql`lower(${table.userName})`)],
)
