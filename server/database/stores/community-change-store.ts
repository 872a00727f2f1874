import type { AvatarId, ChangedCommunity, CommunityChange, CommunityId } from '@chaos/protocol'
import { and, eq, inArray, isNull, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { channels, communities, members, roles } from '../schema.ts'
import { shownCommunity, shownSettings, toCommunity } from './community-store.ts'
import { lockPicture, type Transaction } from './picture-store.ts'

export type CommunityChangeStore = ReturnType<typeof createCommunityChangeStore>

/** Everything that can be set, as it stands. */
export type CommunityState = ChangedCommunity & { defaultRoleIds: string[] }
export type CommunityChanging =
  | { kind: 'changed'; before: CommunityState; after: CommunityState }
  | { kind: 'missing' }
  /** A channel or role that is named is not one of the community's. */
  | { kind: 'foreign' }
export type IconChange = ChangedCommunity & { before: AvatarId | null }

export function createCommunityChangeStore(db: Database) {
  return {
    /** What is absent in `change` stays. Who is in before there are rules is taken to agree to them. */
    async update(communityId: CommunityId, change: CommunityChange): Promise<CommunityChanging> {
      return db.transaction(async (tx): Promise<CommunityChanging> => {
        const before = await read(tx, communityId)
        if (!before) return { kind: 'missing' }
        const { defaultRoleIds, ...columns } = change
        if (!(await ownsChannels(tx, communityId, change))) return { kind: 'foreign' }
        if (defaultRoleIds && !(await makeDefault(tx, communityId, defaultRoleIds))) return { kind: 'foreign' }
        if (Object.keys(columns).length > 0)
          await tx.update(communities).set(columns).where(eq(communities.id, communityId))
        if (before.settings.rules === '' && change.rules) await agreeForAll(tx, communityId)
        const after = await read(tx, communityId)
        return after ? { kind: 'changed', before, after } : { kind: 'missing' }
      })
    },

    /** Has the files written and gives the picture to the community. null when it is gone. */
    async giveIcon(communityId: CommunityId, icon: AvatarId, write: () => Promise<void>): Promise<IconChange | null> {
      return db.transaction(async (tx) => {
        await lockPicture(tx, icon)
        await write()
        return replaceIcon(tx, communityId, icon)
      })
    },

    async takeIcon(communityId: CommunityId): Promise<IconChange | null> {
      return db.transaction((tx) => replaceIcon(tx, communityId, null))
    },
  }
}

/** Nobody else changes it until the transaction ends. */
async function read(tx: Transaction, id: CommunityId): Promise<CommunityState | null> {
  const [row] = await tx
    .select({ community: shownCommunity, settings: shownSettings })
    .from(communities)
    .where(eq(communities.id, id))
    .for('no key update')
  if (!row) return null
  const isDefault = and(eq(roles.communityId, id), eq(roles.isDefault, true))
  const defaults = await tx.select({ id: roles.id }).from(roles).where(isDefault).orderBy(roles.position)
  return { ...row, community: toCommunity(row.community), defaultRoleIds: defaults.map((role) => role.id) }
}

async function ownsChannels(tx: Transaction, communityId: CommunityId, change: CommunityChange): Promise<boolean> {
  const named = new Set([change.systemChannelId, change.afkChannelId].flatMap((id) => id ?? []))
  if (named.size === 0) return true
  const own = and(eq(channels.communityId, communityId), inArray(channels.id, [...named]))
  return (await tx.select({ id: channels.id }).from(channels).where(own)).length === named.size
}

/** Newcomers get these roles and no others. False, and nothing changed, when one is none of the community's own. */
async function makeDefault(tx: Transaction, communityId: CommunityId, ids: readonly string[]): Promise<boolean> {
  const own = and(eq(roles.communityId, communityId), eq(roles.kind, 'custom'))
  const known = new Set((await tx.select({ id: roles.id }).from(roles).where(own).for('update')).map(({ id }) => id))
  if (!ids.every((id) => known.has(id))) return false
  const isDefault = sql`${roles.id} = any(${sql.param([...ids])}::uuid[])`
  await tx.update(roles).set({ isDefault }).where(own)
  return true
}

async function agreeForAll(tx: Transaction, communityId: CommunityId): Promise<void> {
  await tx
    .update(members)
    .set({ acceptedRulesAt: sql`now()` })
    .where(and(eq(members.communityId, communityId), isNull(members.acceptedRulesAt)))
}

async function replaceIcon(tx: Transaction, id: CommunityId, icon: AvatarId | null): Promise<IconChange | null> {
  const before = await read(tx, id)
  if (!before) return null
  await tx.update(communities).set({ icon }).where(eq(communities.id, id))
  const { community, settings } = before
  return { community: { ...community, icon }, settings, before: community.icon }
}
