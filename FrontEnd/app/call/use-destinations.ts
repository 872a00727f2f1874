import { useMemo } from 'react'
import type { Destination } from '../../components/call/moderation-actions.tsx'
import { useAppState } from '../client-context.ts'

const none: Destination[] = []

/** The other rooms of a community, to move somebody to. */
export function useDestinations(communityId: string | null, channelId: string | null): Destination[] {
  const view = useAppState(({ communities }) => (communityId === null ? undefined : communities.views[communityId]))
  return useMemo(() => {
    if (view?.status !== 'ready') return none
    return view.value.channels.filter(({ id }) => id !== channelId).map(({ id, name }) => ({ id, name }))
  }, [view, channelId])
}
