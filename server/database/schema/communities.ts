import type { HistoryPolicy, VerificationLevel, Visibility } from '@chaos/protocol'
import { boolean, foreignKey, index, integer, pgTable, primaryKey, sql, text, uniqueIndex, uuid } from '../drizzle.ts'
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

export const communities = pgTable(
  'communities',
  {
    id: id(),
    name: text('name').notNull(),
    createdAt: createdAt(),
    /** Name of the picture's files; null: none. */
    icon: text('icon'),
    description: text('description').notNull().default(''),
    /** In lower case. */
    tags: text('tags').array().notNull().default([]),
    visibility: text('visibility').$type<Visibility>().notNull().default('private'),
    /** What newcomers agree to before they take part; empty: nothing. */
    rules: text('rules').notNull().default(''),
    verification: text('verification').$type<VerificationLevel>().notNull().default('none'),
    /** What newcomers may read of what was sealed before they came. */
    historyPolicy: text('history_policy').$type<HistoryPolicy>().notNull().default('from_joining'),
    /** Where joins are announced. No reference: it may go, and then there is none. */
    systemChannelId: uuid('system_channel_id'),
    /** Where those are moved who have been silent for `afkSeconds`. */
    afkChannelId: uuid('afk_channel_id'),
    afkSeconds: integer('afk_seconds').notNull().default(300),
    /** When somebody last did something here that others notice. */
    activeAt: instant('active_at').notNull().defaultNow(),
    /** Kept by triggers on `members`. */
    memberCount: integer('member_count').notNull().default(0),
  },
  (table) => [
    index('communities_public').on(table.activeAt, table.id).where(sql`${table.visibility} = 'public'`),
    index('communities_public_members').on(table.memberCount, table.id).where(sql`${table.visibility} = 'public'`),
    index('communities_tags').using('gin', table.tags),
    index('communities_search')
      .using('gin', sql`lower(${table.name} || ' ' || ${table.description}) gin_trgm_ops`)
      .where(sql`${table.visibility} = 'public'`),
    index('communities_icon').on(table.icon).where(sql`${table.icon} is not null`),
  ],
)

export const members = pgTable(
  'members',
  {
    communityId: communityId(),
    userId: userId(),
    joinedAt: instant('joined_at').notNull().defaultNow(),
    nickname: text('nickname'),
    /** What they are called here, in lower case: a trigger keeps it, so that a page ordered by name is one walk through an index. */
    shownName: text('shown_name').notNull().default(''),
    /** Until then they may only look and listen. */
    timeoutUntil: instant('timeout_until'),
    /** When they agreed to the community's rules; null: not yet. */
    acceptedRulesAt: instant('accepted_rules_at'),
  },
  (table) => [
    primaryKey({ columns: [table.communityId, table.userId] }),
    index('members_user_id').on(table.userId),
    index('members_joined').on(table.communityId, table.joinedAt, table.userId),
    index('members_shown_name').on(table.communityId, sql`${table.shownName} collate "C"`, table.userId),
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
    /** Smaller is higher. The owner's is 0, that of everybody the largest. */
    position: integer('position').notNull(),
    /** #rrggbb; null: none. */
    color: text('color'),
    /** Its members are listed under its name. */
    isListed: boolean('is_listed').notNull().default(false),
    /** Newcomers get it. */
    isDefault: boolean('is_default').notNull().default(false),
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
    /** null: any number of times. */
    mostUses: integer('most_uses'),
    uses: integer('uses').notNull().default(0),
    /** What who comes by it gets. */
    roleId: uuid('role_id').references(() => roles.id, { onDelete: 'set null' }),
    /** Where it leads; no reference, since the channel may go before the invite. */
    channelId: uuid('channel_id'),
    revokedAt: instant('revoked_at'),
  },
  (table) => [
    index('invites_community_id').on(table.communityId, table.createdAt),
    index('invites_role_id').on(table.roleId),
  ],
)

export const bans = pgTable(
  'bans',
  {
    communityId: communityId(),
    userId: userId(),
    bannedBy: uuid('banned_by').references(() => users.id, { onDelete: 'set null' }),
    reason: text('reason').notNull().default(''),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.communityId, table.userId] }),
    index('bans_page').on(table.communityId, table.createdAt, table.userId),
    index('bans_user_id').on(table.userId),
  ],
)
