import { useEffect, useMemo } from 'react'
import type { LiveRoom } from '../../components/home/live-now.tsx'
import { unblocked } from '../selectors.ts'
import { useAppState, useClient } from '../client-context.ts'

/** The rooms with somebody in them, in all communities. Names come from the communities' views, read when needed. */
export function useLiveRooms(): LiveRoom[] {
  const client = useClient()
  const rosters = useAppState((state) => state.rosters)
  const communities = useAppState((state) => state.communities)
  const blocked = useAppState((state) => state.people.blocked)
  const live = useMemo(
    () =>
      Object.entries(rosters)
        .map(([id, roster]) => [id, { ...roster, occupants: unblocked(roster.occupants, blocked) }] as const)
        .filter(([, { occupants }]) => occupants.length > 0),
    [rosters, blocked],
  )
  const missing = live
    .map(([, { communityId }]) => communityId)
    .filter((id) => communities.views[id] === undefined)
    .join()
  useEffect(() => {
    for (const id of new Set(missing.split(','))) if (id) void client.communities.open(id)
  }, [client, missing])
  return useMemo(
    () =>
      live.flatMap(([channelId, { communityId, occupants, speaking }]) => {
        const view = communities.views[communityId]
        if (view?.status !== 'ready') return []
        const channel = view.value.channels.find(({ id }) => id === channelId)
        if (!channel) return []
        return {
          channelId,
          communityId,
          channelName: channel.name,
          communityName: view.value.community.name,
          people: occupants.map(({ userId, displayName, avatar }) => ({
            userId,
            name: displayName,
            picture: avatar,
            speaking: speaking.includes(userId),
          })),
        }
      }),
    [live, communities],
  )
}
