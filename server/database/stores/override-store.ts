import type { ChannelId, ChannelPermission, OverrideChange, PermissionOverride } from '@chaos/protocol'
import { and, asc, eq, sql } from '../drizzle.ts'
import { newId } from '../../utils/ids.ts'
import type { Database } from '../database.ts'
import { channels, members, permissionOverrides, roles, users } from '../schema.ts'

export type OverrideStore = ReturnType<typeof createOverrideStore>

/** One override, by where it is and whom it is about. */
export type OverrideKey = { channelId: ChannelId } & Pick<PermissionOverride, 'target' | 'targetId'>

/** Decides about an override as it stands now, `null` for none, and refuses by throwing: then nothing is changed. */
export type OverrideJudge = (before: OverrideChange | null) => void

const aim = ({ target, targetId }: Pick<OverrideKey, 'target' | 'targetId'>) =>
  target === 'role' ? { roleId: targetId, userId: null } : { roleId: null, userId: targetId }
const only = (key: OverrideKey) => {
  const column = key.target === 'role' ? permissionOverrides.roleId : permissionOverrides.userId
  return and(eq(permissionOverrides.channelId, key.channelId), eq(column, key.targetId))
}

type Sets = { allow: string[]; deny: string[] }
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only names of ours are ever written; a name that a later version dropped means nothing
const known = ({ allow, deny }: Sets) => ({ allow, deny }) as { allow: ChannelPermission[]; deny: ChannelPermission[] }

async function locked(tx: Pick<Database, 'select'>, key: OverrideKey): Promise<OverrideChange | null> {
  const columns = { allow: permissionOverrides.allow, deny: permissionOverrides.deny }
  const [row] = await tx.select(columns).from(permissionOverrides).where(only(key)).for('update')
  return row ? known(row) : null
}

export function createOverrideStore(db: Database) {
  return {
    /** Of roles first, the highest first, then of people. */
    async list(channelId: ChannelId): Promise<PermissionOverride[]> {
      const rows = await db
        .select({
          roleId: permissionOverrides.roleId,
          userId: permissionOverrides.userId,
          roleName: roles.name,
          userName: sql<string | null>`coalesce(${members.nickname}, ${users.displayName})`,
          allow: permissionOverrides.allow,
          deny: permissionOverrides.deny,
        })
        .from(permissionOverrides)
        .innerJoin(channels, eq(channels.id, permissionOverrides.channelId))
        .leftJoin(roles, eq(roles.id, permissionOverrides.roleId))
        .leftJoin(users, eq(users.id, permissionOverrides.userId))
        .leftJoin(
          members,
          and(eq(members.userId, permissionOverrides.userId), eq(members.communityId, channels.communityId)),
        )
        .where(eq(permissionOverrides.channelId, channelId))
        .orderBy(sql`${roles.position} nulls last`, asc(permissionOverrides.id))
      return rows.flatMap(({ roleId, userId, roleName, userName, ...sets }) => {
        const about = roleId
          ? ({ target: 'role', targetId: roleId } as const)
          : { target: 'member' as const, targetId: userId }
        const { target, targetId } = about
        return targetId === null ? [] : [{ target, targetId, name: roleName ?? userName ?? '', ...known(sets) }]
      })
    },

    /** What there was before; null when the channel is gone or has `limit` of them already. Throws what the judge does. */
    async put(key: OverrideKey, { allow, deny }: OverrideChange, bounds: { limit: number; judge: OverrideJudge }) {
      return db.transaction(async (tx): Promise<{ before: OverrideChange | null } | null> => {
        // One after the other, so that the judge sees what is there.
        await tx.select({ id: channels.id }).from(channels).where(eq(channels.id, key.channelId)).for('no key update')
        const before = await locked(tx, key)
        bounds.judge(before)
        if (before) {
          await tx.update(permissionOverrides).set({ allow, deny }).where(only(key))
          return { before }
        }
        const { roleId, userId } = aim(key)
        const inserted = await tx.execute(sql`insert into ${permissionOverrides}
            (id, channel_id, role_id, user_id, allow, deny)
          select ${newId()}::uuid, ${key.channelId}::uuid, ${roleId}::uuid, ${userId}::uuid,
            ${sql.param(allow)}::text[], ${sql.param(deny)}::text[]
            where (select count(*) from ${permissionOverrides} where channel_id = ${key.channelId}) < ${bounds.limit}`)
        return inserted.rowCount === 1 ? { before } : null
      })
    },

    /** What it was; null when there was none. Throws what the judge does. */
    async remove(key: OverrideKey, judge: OverrideJudge): Promise<OverrideChange | null> {
      return db.transaction(async (tx) => {
        const before = await locked(tx, key)
        if (!before) return null
        judge(before)
        await tx.delete(permissionOverrides).where(only(key))
        return before
      })
    },
  }
}
