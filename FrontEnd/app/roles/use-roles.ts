import { createRoles } from '@chaos/client-core/roles'
import { useMemo } from 'react'
import { useClient } from '../client-context.ts'

/** Made here and not with the client, so that only those who open these pages load it. */
export function useRoles() {
  const { session, store } = useClient()
  return useMemo(() => createRoles({ call: session.call, dispatch: store.dispatch }), [session, store])
}
