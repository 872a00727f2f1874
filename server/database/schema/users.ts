import type { AccountStatus, ServerRole } from '@chaos/protocol'
import { check, pgTable, sql, text, uniqueIndex } from '../drizzle.ts'
import { createdAt, id, instant } from './columns.ts'

export const users = pgTable(
  'users',
  {
    id: id(),
    userName: text('user_name').notNull(),
    displayName: text('display_name').notNull(),
    /** PHC string of argon2id; null: the account has other ways to sign in. */
    passwordHash: text('password_hash'),
    serverRole: text('server_role').$type<ServerRole>().notNull().default('user'),
    status: text('status').$type<AccountStatus>().notNull().default('active'),
    /** Why it is disabled, in an administrator's words. */
    statusReason: text('status_reason'),
    /** In lower case. Anybody may claim one; it is theirs once verified. */
    email: text('email'),
    emailVerifiedAt: instant('email_verified_at'),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('users_user_name_key').on(sql`lower(${table.userName})`),
    uniqueIndex('users_verified_email_key').on(table.email).where(sql`${table.emailVerifiedAt} is not null`),
    check('users_server_role', sql`${table.serverRole} in ('owner', 'admin', 'user')`),
    check('users_status', sql`${table.status} in ('active', 'disabled', 'pending')`),
    check('users_email_lower', sql`${table.email} = lower(${table.email})`),
  ],
)
