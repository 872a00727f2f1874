import { foreignKey, index, integer, pgTable, primaryKey, sql, text, uniqueIndex, uuid } from '../drizzle.ts'
import { createdAt, id, instant } from './columns.ts'
import { users } from './users.ts'

const userId = () =>
  uuid('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' })
const communityId = () =>
  uuid('community_id')
    .notNull()
    .references(() => communities.id, { onDelete: 'cascade' })

export const communities = pgTable('communities', { id: id(), name: text('name').notNull(), createdAt: createdAt() })

export const members = pgTable(
  'members',
  {
    communityId: communityId(),
    userId: userId(),
    joinedAt: instant('joined_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.communityId, table.userId] }),
    index('members_user_id').on(table.userId),
    index('members_joined').on(table.communityId, table.joinedAt, table.userId),
  ],
)

/** Two are built in per community: `owner`, which may everything, and `member`, which everybody has without a row. */
export const roles = pgTable(
  'roles',
  {
    id: id(),
    communityId: communityId(),
    kind: text('kind', { enum: ['owner', 'member', 'custom'] }).notNull(),
    name: text('name').notNull(),
    permissions: text('permissions').array().notNull(),
    position: integer('position').notNull(),
  },
  (table) => [
    uniqueIndex('roles_built_in').on(table.communityId, table.kind).where(sql`${table.kind} <> 'custom'`),
    index('roles_community_id').on(table.communityId),
  ],
)

export const memberRoles = pgTable(
  'member_roles',
  {
    communityId: communityId(),
    userId: uuid('user_id').notNull(),
    roleId: uuid('role_id')
      .notNull()
      .references(() => roles.id, { onDelete: 'cascade' }),
  },
  (table) => [
    primaryKey({ columns: [table.communityId, table.userId, table.roleId] }),
    foreignKey({
      name: 'member_roles_member',
      columns: [table.communityId, table.userId],
      foreignColumns: [members.communityId, members.userId],
    }).onDelete('cascade'),
    index('member_roles_role_id').on(table.roleId),
  ],
)

export const invites = pgTable(
  'invites',
  {
    code: text('code').primaryKey(),
    communityId: communityId(),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
    expiresAt: instant('expires_at'),
  },
  (table) => [index('invites_community_id').on(table.communityId)],
)
