import type { ApiFailure } from '@chaos/client-core'
import { useState } from 'react'
import type { AccountDraft, AccountMode } from '../../components/forms/account-fields.ts'
import { useClient } from '../client-context.ts'

/** Signs up or in with what the form gave; `then` runs once the session stands. */
export function useAccount(mode: AccountMode, then: () => void) {
  const { session } = useClient()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<ApiFailure | null>(null)
  const submit = async ({ userName, displayName, password }: AccountDraft) => {
    setBusy(true)
    setFailure(null)
    const name = displayName.trim()
    const credentials = { userName: userName.trim(), password }
    const outcome =
      mode === 'signIn'
        ? await session.signIn(credentials)
        : await session.register({ ...credentials, ...(name ? { displayName: name } : {}) })
    setBusy(false)
    if (!outcome.ok) setFailure(outcome.failure)
    else if (outcome.value.kind === 'signed_in') then()
  }
  return { busy, failure, submit: (draft: AccountDraft) => void submit(draft) }
}
