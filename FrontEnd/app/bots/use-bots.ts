import { createCommunityBots, createOwnBots } from '@chaos/client-core/bots'
import { useMemo } from 'react'
import { useClient } from '../client-context.ts'

/** Made here and not with the client, so that only those who open these pages load it. */
export function useOwnBots() {
  const { session } = useClient()
  return useMemo(() => createOwnBots(session.call), [session])
}

export function useCommunityBots(communityId: string) {
  const { session } = useClient()
  return useMemo(() => createCommunityBots(session.call, communityId), [session, communityId])
}
