import { type CommunityCare, createCommunityCare } from '@chaos/client-core/community-care'
import { useMemo } from 'react'
import { useClient } from '../client-context.ts'

/** Made here and not with the client, so that only those who open these pages load it. */
export function useCommunityCare(communityId: string): CommunityCare {
  const { session, confirmation, store } = useClient()
  return useMemo(
    () =>
      createCommunityCare(communityId, {
        call: session.call,
        withConfirmation: confirmation.withConfirmation,
        dispatch: store.dispatch,
      }),
    [communityId, session, confirmation, store],
  )
}
