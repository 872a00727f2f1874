import { createModeration } from '@chaos/client-core/moderation'
import { useMemo } from 'react'
import { useClient } from '../client-context.ts'

/** Made here and not with the client, so that only those who need it load it. */
export function useModeration(communityId: string) {
  const { session } = useClient()
  return useMemo(() => createModeration(session.call, communityId), [session, communityId])
}
