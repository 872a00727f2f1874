import type { ChannelId, CommunityId, NewcomerNeed, Permission, Role, UserId } from '@chaos/protocol'
import { and, asc, eq, inArray, isNotNull, or, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { bots, channels, communities, memberRoles, members, permissionOverrides, roles, users } from '../schema.ts'

export type RoleStore = ReturnType<typeof createRoleStore>

export type HeldRole = { id: string; kind: Role['kind']; permissions: string[]; position: number }
/** What a member holds. */
export type Holding = {
  roles: HeldRole[]
  timeoutUntil: Date | null
  /** What they lack before taking part. */
  needs: NewcomerNeed[]
  accountMadeAt: Date
}
export type ChannelOverride = { target: 'role' | 'member'; allow: string[]; deny: string[] }
/** What a member holds, and what the channels of the community change in that. */
export type Access = {
  roles: HeldRole[]
  isInTimeout: boolean
  needs: NewcomerNeed[]
  accountMadeAt: Date
  overrides: Map<ChannelId, ChannelOverride[]>
}

export const shownRole = {
  id: roles.id,
  communityId: roles.communityId,
  kind: roles.kind,
  name: roles.name,
  color: roles.color,
  position: roles.position,
  permissions: roles.permissions,
  isListed: roles.isListed,
  isDefault: roles.isDefault,
}

type Row = Omit<Role, 'permissions'> & { permissions: string[] }
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only names of ours are ever written; a name that a later version dropped means nothing
export const toRole = (row: Row): Role => ({ ...row, permissions: row.permissions as Permission[] })

const overrideColumns = {
  channelId: permissionOverrides.channelId,
  roleId: permissionOverrides.roleId,
  allow: permissionOverrides.allow,
  deny: permissionOverrides.deny,
}
type OverrideRow = { channelId: string; roleId: string | null; allow: string[]; deny: string[] }
const toOverride = ({ roleId, allow, deny }: OverrideRow): ChannelOverride => ({
  target: roleId ? 'role' : 'member',
  allow,
  deny,
})
const concerns = (userId: UserId, roleIds: string[]) =>
  or(eq(permissionOverrides.userId, userId), inArray(permissionOverrides.roleId, roleIds))

const need = (name: NewcomerNeed, isLacking: ReturnType<typeof sql>) =>
  sql`case when ${isLacking} and not exists (select 1 from ${bots} where ${bots.userId} = ${members.userId}) then ${sql.raw(`'${name}'`)} end`
/** In the order in which they are shown. Programs need nothing. */
const needs = sql<NewcomerNeed[]>`array_remove(array[
  ${need('rules', sql`${communities.rules} <> '' and ${members.acceptedRulesAt} is null`)},
  ${need('verified_email', sql`${communities.verification} = 'verified_email' and ${users.emailVerifiedAt} is null`)},
  ${need(
    'account_of_a_day',
    sql`${communities.verification} = 'account_of_a_day' and ${users.createdAt} > now() - interval '1 day'`,
  )}], null)`

export function createRoleStore(db: Database) {
  return {
    /** Everything a user holds in a community, the role of everybody included; null for those who are not in it. */
    async heldBy(userId: UserId, communityId: CommunityId): Promise<Holding | null> {
      const given = and(eq(memberRoles.roleId, roles.id), eq(memberRoles.userId, members.userId))
      const rows = await db
        .select({
          role: { id: roles.id, kind: roles.kind, permissions: roles.permissions, position: roles.position },
          timeoutUntil: members.timeoutUntil,
          needs,
          accountMadeAt: users.createdAt,
        })
        .from(members)
        .innerJoin(communities, eq(communities.id, members.communityId))
        .innerJoin(users, eq(users.id, members.userId))
        .innerJoin(roles, eq(roles.communityId, members.communityId))
        .leftJoin(memberRoles, given)
        .where(
          and(
            eq(members.communityId, communityId),
            eq(members.userId, userId),
            or(eq(roles.kind, 'member'), isNotNull(memberRoles.roleId)),
          ),
        )
      const [first] = rows
      if (!first) return null
      const { role: _, ...rest } = first
      return { ...rest, roles: rows.map(({ role }) => role) }
    },

    /** The highest first. */
    async list(communityId: CommunityId): Promise<Role[]> {
      const rows = await db
        .select(shownRole)
        .from(roles)
        .where(eq(roles.communityId, communityId))
        .orderBy(asc(roles.position), asc(roles.id))
      return rows.map(toRole)
    },

    /** What a channel changes for this user or for one of these roles. */
    async overridesFor(channelId: ChannelId, userId: UserId, roleIds: string[]): Promise<ChannelOverride[]> {
      const rows = await db
        .select(overrideColumns)
        .from(permissionOverrides)
        .where(and(eq(permissionOverrides.channelId, channelId), concerns(userId, roleIds)))
      return rows.map(toOverride)
    },

    /** What the channels of a community change for these roles. */
    async overridesOfRoles(communityId: CommunityId, roleIds: string[]): Promise<Access['overrides']> {
      const rows = await db
        .select(overrideColumns)
        .from(channels)
        .innerJoin(permissionOverrides, eq(permissionOverrides.channelId, channels.id))
        .where(and(eq(channels.communityId, communityId), inArray(permissionOverrides.roleId, roleIds)))
      return byChannel(rows)
    },

    /** All that decides what a user may in these communities and each of their channels; those they are not in are left out. */
    async access(userId: UserId, communityIds: readonly CommunityId[]): Promise<Map<CommunityId, Access>> {
      const { rows } = await db.execute<AccessRow>(sql`
        select members.community_id as "communityId", coalesce(members.timeout_until > now(), false) as "isInTimeout", held.roles,
          ${needs} as needs, (extract(epoch from ${users.createdAt}) * 1000)::float8 as "accountMadeMs",
          (select coalesce(json_agg(json_build_object(
              'channelId', o.channel_id, 'roleId', o.role_id, 'allow', o.allow, 'deny', o.deny)), '[]')
            from (
              select * from ${permissionOverrides} where role_id = any(held.ids)
              union all
              select own.* from ${permissionOverrides} own join ${channels} c on c.id = own.channel_id
                where own.user_id = members.user_id and c.community_id = members.community_id
            ) o) as overrides
        from ${members}
        join ${communities} on ${communities.id} = ${members.communityId}
        join ${users} on ${users.id} = ${members.userId}
        cross join lateral (
          select array_agg(r.id) as ids, json_agg(json_build_object(
            'id', r.id, 'kind', r.kind, 'permissions', r.permissions, 'position', r.position)) as roles
          from ${roles} r left join ${memberRoles} g
            on g.community_id = members.community_id and g.user_id = members.user_id and g.role_id = r.id
          where r.community_id = members.community_id and (r.kind = 'member' or g.role_id is not null)
        ) held
        where members.user_id = ${userId} and members.community_id = any(${sql.param(communityIds)}::uuid[])`)
      return new Map(
        rows.map(({ communityId, overrides, accountMadeMs, ...rest }) => [
          communityId,
          { ...rest, accountMadeAt: new Date(accountMadeMs), overrides: byChannel(overrides) },
        ]),
      )
    },
  }
}

type AccessRow = {
  communityId: CommunityId
  isInTimeout: boolean
  needs: NewcomerNeed[]
  accountMadeMs: number
  roles: HeldRole[]
  overrides: OverrideRow[]
  [column: string]: unknown
}

function byChannel(rows: OverrideRow[]): Access['overrides'] {
  const found: Access['overrides'] = new Map()
  for (const row of rows) found.set(row.channelId, [...(found.get(row.channelId) ?? []), toOverride(row)])
  return found
}
