import type { ChannelId, CommunityId, UserId } from '@chaos/protocol'
import type { Audience, AudienceStore } from '../database/stores/audience-store.ts'
import { resolvePermissions } from './resolve-permissions.ts'

/** Everybody who may see a channel now, bots aside: those whom something in it is told. */
export type ChannelAudience = (place: { communityId: CommunityId; channelId: ChannelId }) => Promise<UserId[]>

type Deps = { audience: Pick<AudienceStore, 'of'> }

/** By the same resolver as everything else, once for all who hold the same roles and have nothing of their own here. */
export const createChannelAudience =
  ({ audience }: Deps): ChannelAudience =>
  async (place) => {
    const { groups, roles, overrides } = await audience.of(place)
    const ofMembers = overrides.filter(({ roleId }) => roleId === null)
    const named = new Set(ofMembers.map(({ userId }) => userId))
    const mayView = ({ roleIds, isInTimeout }: Audience['groups'][number], userId?: UserId): boolean => {
      const held = roles.filter(({ id, kind }) => kind === 'member' || roleIds.includes(id))
      const heldIds = new Set(held.map(({ id }) => id))
      const applying = [
        ...overrides
          .filter(({ roleId }) => roleId !== null && heldIds.has(roleId))
          .map(({ allow, deny }) => ({ target: 'role' as const, allow, deny })),
        ...ofMembers
          .filter((override) => override.userId === userId)
          .map(({ allow, deny }) => ({ target: 'member' as const, allow, deny })),
      ]
      const permissions = resolvePermissions(held, applying, isInTimeout)
      return permissions.has('view_community') && permissions.has('view_channels')
    }
    return groups.flatMap((group) => {
      const mayOthers = mayView(group)
      return group.userIds.filter((userId) => (named.has(userId) ? mayView(group, userId) : mayOthers))
    })
  }
