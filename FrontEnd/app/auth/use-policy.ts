import { useLoaded } from '../account/use-loaded.ts'
import { useClient } from '../client-context.ts'

/** How accounts are made and got back on this server. */
export function usePolicy() {
  const { registration } = useClient()
  return useLoaded(registration.policy)
}
