import { index, pgTable, sql, text, uniqueIndex } from '../drizzle.ts'
import { createdAt, id, instant } from './columns.ts'

export const users = pgTable(
  'users',
  {
    id: id(),
    userName: text('user_name').notNull(),
    displayName: text('display_name').notNull(),
    /** PHC string of argon2id. */
    passwordHash: text('password_hash').notNull(),
    createdAt: createdAt(),
    /** Name of the picture's files; null: none. */
    avatar: text('avatar'),
    bio: text('bio').notNull().default(''),
    deletionRequestedAt: instant('deletion_requested_at'),
    /** Since then only a name stands here, for what others still see of this account. */
    erasedAt: instant('erased_at'),
  },
  (table) => [
    uniqueIndex('users_user_name_key').on(sql`lower(${table.userName})`),
    index('users_avatar').on(table.avatar).where(sql`${table.avatar} is not null`),
    index('users_deletion_requested_at')
      .on(table.deletionRequestedAt)
      .where(sql`${table.deletionRequestedAt} is not null`),
  ],
)
