import type { ApiFailure, Outcome, SignInStep } from '@chaos/client-core'
import { createPasskeySignIn } from '@chaos/client-core/account'
import type { SecondStepNeeded } from '@chaos/protocol'
import { useMemo, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import type { AccountDraft, AccountMode } from '../../components/forms/account-fields.ts'
import { loadAuthenticator } from '../account/browser-authenticator.ts'
import { useClient } from '../client-context.ts'

export type Account = ReturnType<typeof useAccount>

/** Signs up or in with what the form or a passkey gave; `then` runs once the session stands. */
export function useAccount(mode: AccountMode, then: () => void) {
  const { session } = useClient()
  const passkeys = useMemo(() => createPasskeySignIn({ session }), [session])
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<ApiFailure | null>(null)
  const [needed, setNeeded] = useState<SecondStepNeeded | null>(null)

  const settle = async (attempt: Promise<Outcome<SignInStep>>) => {
    setBusy(true)
    setFailure(null)
    const outcome = await attempt
    setBusy(false)
    if (outcome.ok && outcome.value.kind === 'signed_in') return then()
    if (outcome.ok) return setNeeded(outcome.value.kind === 'second_step' ? outcome.value : null)
    if (outcome.failure.code === 'ticket_invalid') setNeeded(null)
    if (outcome.failure.code !== 'cancelled') setFailure(outcome.failure)
  }
  const submit = ({ userName, displayName, password }: AccountDraft) => {
    const credentials = { userName: userName.trim(), password }
    const name = displayName.trim()
    return mode === 'signIn'
      ? session.signIn(credentials)
      : session.register({ ...credentials, ...(name ? { displayName: name } : {}) })
  }
  const submitPasskey = async ({ userName, displayName }: AccountDraft) => {
    const authenticator = await loadAuthenticator()
    if (mode === 'signIn') return passkeys.signIn(authenticator)
    const draft = { userName: userName.trim(), displayName: displayName.trim() }
    return passkeys.signUp(authenticator, { ...draft, passkeyName: t('passkeys.defaultName') })
  }
  return {
    busy,
    failure,
    /** Not null when the first step was right and the account asks for a second one. */
    needed,
    passkeys,
    settle: (attempt: Promise<Outcome<SignInStep>>) => void settle(attempt),
    submit: (draft: AccountDraft) => void settle(submit(draft)),
    submitPasskey: (draft: AccountDraft) => void settle(submitPasskey(draft)),
    startAgain: () => {
      setNeeded(null)
      setFailure(null)
    },
  }
}
