import { createAdministration } from '@chaos/client-core/administration'
import { useMemo } from 'react'
import { useClient } from '../client-context.ts'

/** Made here and not with the client, so that only those who open these pages load it. */
export function useAdministration() {
  const { session, confirmation } = useClient()
  return useMemo(
    () => createAdministration({ call: session.call, withConfirmation: confirmation.withConfirmation }),
    [session, confirmation],
  )
}
