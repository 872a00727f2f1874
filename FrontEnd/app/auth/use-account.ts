import type { ApiFailure, SolveWork } from '@chaos/client-core'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import type { AccountDraft, AccountMode } from '../../components/forms/account-fields.ts'
import { useClient } from '../client-context.ts'
import { inviteCodeOf } from '../home/invite-code.ts'

/** Signs up or in with what the form gave; `then` runs once the session stands. `pending`: it needs an administrator first. */
export function useAccount(mode: AccountMode, then: () => void) {
  const { session, registration } = useClient()
  const [busy, setBusy] = useState(false)
  const [progress, setProgress] = useState<string | null>(null)
  const [pending, setPending] = useState(false)
  const [failure, setFailure] = useState<ApiFailure | null>(null)

  const solve: SolveWork = async (challenge) => {
    setProgress(t('registration.checking'))
    const { solveInWorker } = await import('./solve-in-worker.ts')
    return solveInWorker(challenge)
  }
  const register = ({ userName, displayName, password, inviteCode }: AccountDraft) => {
    const name = displayName.trim()
    const invite = inviteCode.trim()
    const draft = {
      ...{ userName: userName.trim(), password },
      ...(name ? { displayName: name } : {}),
      ...(invite ? { inviteCode: inviteCodeOf(invite) ?? invite } : {}),
    }
    return registration.register(draft, solve)
  }
  const submit = async (draft: AccountDraft) => {
    setBusy(true)
    setFailure(null)
    const { userName, password } = draft
    const signIn = mode === 'signIn'
    const outcome = await (signIn ? session.signIn({ userName: userName.trim(), password }) : register(draft))
    setBusy(false)
    setProgress(null)
    if (!outcome.ok) return setFailure(outcome.failure)
    if (outcome.value.kind === 'signed_in') then()
    else setPending(outcome.value.kind === 'pending')
  }
  return { busy, failure, progress, pending, submit: (draft: AccountDraft) => void submit(draft) }
}
