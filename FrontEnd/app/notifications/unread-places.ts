import type { RootState } from '@chaos/client-core'
import { useMemo } from 'react'
import type { Unread } from '../../components/notifications/unread-mark.tsx'
import { useAppState } from '../client-context.ts'

const byPlace = (places: RootState['notifications']['counts']['channels']): Record<string, Unread> =>
  Object.fromEntries(places.map(({ placeId, unread, mentions }) => [placeId, { unread, mentions }]))

/** What is unread, by community and by channel or conversation; `home`: in no community. */
export function useUnreadPlaces() {
  const counts = useAppState(({ notifications }) => notifications.counts)
  return useMemo(() => {
    const { communities, channels } = counts
    const sum = (part: keyof Unread) => communities.reduce((total, place) => total + place[part], 0)
    return {
      communities: byPlace(communities),
      channels: byPlace(channels),
      home: { unread: counts.unread - sum('unread'), mentions: counts.mentions - sum('mentions') },
    }
  }, [counts])
}
