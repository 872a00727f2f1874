import type { ChannelId, CommunityId, UserId } from '@chaos/protocol'
import type { AudienceStore } from '../database/stores/audience-store.ts'
import { resolvePermissions } from './resolve-permissions.ts'

/** Everybody who may see a channel now, bots aside: those whom something in it is told. */
export type ChannelAudience = (place: { communityId: CommunityId; channelId: ChannelId }) => Promise<UserId[]>

type Deps = { audience: Pick<AudienceStore, 'people' | 'roles' | 'overrides'> }

/** By the same resolver as everything else, with all that it needs read at once, whatever the number of people. */
export const createChannelAudience =
  ({ audience }: Deps): ChannelAudience =>
  async ({ communityId, channelId }) => {
    const [people, roles, overrides] = await Promise.all([
      audience.people(communityId),
      audience.roles(communityId),
      audience.overrides(channelId),
    ])
    const mayView = ({ userId, roleIds, isInTimeout }: (typeof people)[number]): boolean => {
      const held = roles.filter(({ id, kind }) => kind === 'member' || roleIds.includes(id))
      const heldIds = new Set(held.map(({ id }) => id))
      const applying = overrides
        .filter(({ roleId, userId: ofUser }) => (roleId === null ? ofUser === userId : heldIds.has(roleId)))
        .map(({ roleId, allow, deny }) => ({
          target: roleId === null ? ('member' as const) : ('role' as const),
          allow,
          deny,
        }))
      const permissions = resolvePermissions(held, applying, isInTimeout)
      return permissions.has('view_community') && permissions.has('view_channels')
    }
    return people.filter(mayView).map(({ userId }) => userId)
  }
