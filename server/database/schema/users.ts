import type { AccountStatus, ServerRole } from '@chaos/protocol'
import { check, index, pgTable, sql, text, uniqueIndex } from '../drizzle.ts'
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
    /** Name of the picture's files; null: none. */
    avatar: text('avatar'),
    bio: text('bio').notNull().default(''),
    deletionRequestedAt: instant('deletion_requested_at'),
    /** Since then only a name stands here, for what others still see of this account. */
    erasedAt: instant('erased_at'),
    /** When a session was last used that has been removed since; those that are still there know better. */
    lastSeenAt: instant('last_seen_at'),
  },
  (table) => [
    uniqueIndex('users_user_name_key').on(sql`lower(${table.userName})`),
    // What `skeletonOf` makes of a name: two names that look alike are one.
    uniqueIndex('users_user_name_skeleton').on(
      sql`lower(replace(translate(${table.userName}, 'I10', 'llO'), 'm', 'rn'))`,
    ),
    // Administrators search by the beginning of a name, for which a tree is enough and trigrams would be more.
    index('users_user_name_prefix').on(sql`lower(${table.userName}) text_pattern_ops`),
    index('users_display_name_prefix').on(sql`lower(${table.displayName}) text_pattern_ops`),
    index('users_email_prefix').on(table.email.op('text_pattern_ops')),
    index('users_server_role').on(table.serverRole, table.id).where(sql`${table.serverRole} <> 'user'`),
    index('users_status').on(table.status, table.id).where(sql`${table.status} <> 'active'`),
    index('users_avatar').on(table.avatar).where(sql`${table.avatar} is not null`),
    index('users_deletion_requested_at')
      .on(table.deletionRequestedAt)
      .where(sql`${table.deletionRequestedAt} is not null`),
    uniqueIndex('users_verified_email_key').on(table.email).where(sql`${table.emailVerifiedAt} is not null`),
    check('users_server_role', sql`${table.serverRole} in ('owner', 'admin', 'user')`),
    check('users_status', sql`${table.status} in ('active', 'disabled', 'pending')`),
    check('users_email_lower', sql`${table.email} = lower(${table.email})`),
  ],
)
