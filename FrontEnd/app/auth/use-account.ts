import type { ApiFailure, Outcome, SignInStep, SolveWork } from '@chaos/client-core'
import { createPasskeySignIn } from '@chaos/client-core/account'
import type { SecondStepNeeded } from '@chaos/protocol'
import { useMemo, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import type { AccountDraft, AccountMode } from '../../components/forms/account-fields.ts'
import { loadAuthenticator } from '../account/browser-authenticator.ts'
import { useClient } from '../client-context.ts'
import { inviteCodeOf } from '../home/invite-code.ts'

export type Account = ReturnType<typeof useAccount>

/** What an account is made of besides its way in. */
function namesOf({ userName, displayName, inviteCode }: AccountDraft) {
  const name = displayName.trim()
  const invite = inviteCode.trim()
  return {
    userName: userName.trim(),
    ...(name ? { displayName: name } : {}),
    ...(invite ? { inviteCode: inviteCodeOf(invite) ?? invite } : {}),
  }
}

/** Signs up or in with what the form or a passkey gave; `then` runs once the session stands. */
export function useAccount(mode: AccountMode, then: () => void) {
  const { session, registration } = useClient()
  const passkeys = useMemo(() => createPasskeySignIn({ session }), [session])
  const [busy, setBusy] = useState(false)
  const [progress, setProgress] = useState<string | null>(null)
  const [pending, setPending] = useState(false)
  const [failure, setFailure] = useState<ApiFailure | null>(null)
  const [needed, setNeeded] = useState<SecondStepNeeded | null>(null)

  const arrive = (step: SignInStep) => {
    if (step.kind === 'signed_in') return then()
    setPending(step.kind === 'pending')
    setNeeded(step.kind === 'second_step' ? step : null)
  }
  const settle = async (attempt: Promise<Outcome<SignInStep>>) => {
    setBusy(true)
    setFailure(null)
    const outcome = await attempt
    setBusy(false)
    setProgress(null)
    if (outcome.ok) return arrive(outcome.value)
    if (outcome.failure.code === 'ticket_invalid') setNeeded(null)
    if (outcome.failure.code !== 'cancelled') setFailure(outcome.failure)
  }
  const solve: SolveWork = async (challenge) => {
    setProgress(t('registration.checking'))
    const { solveInWorker } = await import('./solve-in-worker.ts')
    return solveInWorker(challenge)
  }
  const submit = async (draft: AccountDraft) => {
    const { password } = draft
    if (mode === 'signIn') return session.signIn({ userName: draft.userName.trim(), password })
    const proven = await registration.prove(solve)
    return proven.ok ? session.register({ ...namesOf(draft), password, ...proven.value }) : proven
  }
  const submitPasskey = async (draft: AccountDraft) => {
    const authenticator = await loadAuthenticator()
    if (mode === 'signIn') return passkeys.signIn(authenticator)
    const proven = await registration.prove(solve)
    if (!proven.ok) return proven
    const passkeyName = t('passkeys.defaultName')
    return passkeys.signUp(authenticator, { ...namesOf(draft), passkeyName, ...proven.value })
  }
  return {
    busy,
    failure,
    /** What goes on, when that may take a moment. */
    progress,
    /** The account is made and waits for an administrator. */
    pending,
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
