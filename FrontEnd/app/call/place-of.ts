import type { RootState } from '@chaos/client-core'
import type { Channel, RoomKind } from '@chaos/protocol'

/** A channel, or the one room of a conversation, which is in no community. */
export type RoomChannel = Pick<Channel, 'id' | 'name' | 'kind' | 'topic' | 'userLimit' | 'encryption'> & {
  communityId: string | null
  /** A channel of a community has it. */
  longestMessageSeconds?: number
}

/** Whether what is said here is kept for those who come later, as far as this client can take part in that. */
export const hasTimeline = <C extends RoomChannel>(channel: C): channel is C & { longestMessageSeconds: number } =>
  channel.encryption === 'open' && channel.longestMessageSeconds !== undefined

type Communities = Pick<RootState, 'communities'>

/** What a channel is used for, as the community's settings say. */
export function kindOf({ communities }: Communities, { id, communityId, kind }: RoomChannel): RoomKind {
  const view = communityId === null ? undefined : communities.views[communityId]
  const isAway = view?.status === 'ready' && view.value.settings.afkChannelId === id
  return isAway ? 'away' : kind
}

/** A channel as the person sees it, to go into. */
export const placeOf = (state: Communities, channel: RoomChannel) => ({
  communityId: channel.communityId,
  channelId: channel.id,
  encryption: channel.encryption,
  listensFirst: kindOf(state, channel) !== 'voice',
})

/** A channel of a community that has been read; null when the viewer does not see it. */
export function findChannel({ communities }: Communities, channelId: string | null): Channel | null {
  for (const view of Object.values(communities.views)) {
    const channel = view.status === 'ready' && view.value.channels.find(({ id }) => id === channelId)
    if (channel) return channel
  }
  return null
}
