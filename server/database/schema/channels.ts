import { check, index, integer, pgTable, sql, text, uniqueIndex, uuid } from '../drizzle.ts'
import { createdAt, id } from './columns.ts'
import { communities, roles } from './communities.ts'
import { users } from './users.ts'

export const channels = pgTable(
  'channels',
  {
    id: id(),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: ['voice'] }).notNull(),
    name: text('name').notNull(),
    position: integer('position').notNull(),
    userLimit: integer('user_limit').notNull(),
    encryption: text('encryption', { enum: ['e2ee'] }).notNull(),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex('channels_name_key').on(table.communityId, sql`lower(${table.name})`)],
)

/** What one role or one member may or may not in one channel, apart from what their roles say. */
export const permissionOverrides = pgTable(
  'permission_overrides',
  {
    id: id(),
    channelId: uuid('channel_id')
      .notNull()
      .references(() => channels.id, { onDelete: 'cascade' }),
    roleId: uuid('role_id').references(() => roles.id, { onDelete: 'cascade' }),
    userId: uuid('user_id').references(() => users.id, { onDelete: 'cascade' }),
    allow: text('allow').array().notNull(),
    deny: text('deny').array().notNull(),
  },
  (table) => [
    uniqueIndex('permission_overrides_role').on(table.channelId, table.roleId),
    uniqueIndex('permission_overrides_user').on(table.channelId, table.userId),
    index('permission_overrides_role_id').on(table.roleId),
    index('permission_overrides_user_id').on(table.userId),
    check('permission_overrides_one_target', sql`num_nonnulls(${table.roleId}, ${table.userId}) = 1`),
  ],
)
