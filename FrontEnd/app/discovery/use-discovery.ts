import { createDiscovery, type Discovery } from '@chaos/client-core/community-care'
import { useMemo } from 'react'
import { useClient } from '../client-context.ts'

/** Made here and not with the client, so that only those who look around load it. */
export function useDiscovery(): Discovery {
  const { session, store } = useClient()
  return useMemo(() => createDiscovery({ call: session.call, dispatch: store.dispatch }), [session, store])
}
