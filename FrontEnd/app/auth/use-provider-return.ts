import type { ApiFailure, Client, SignInStep } from '@chaos/client-core'
import type { ProvenStranger } from '@chaos/protocol'
import { useEffect, useRef, useState } from 'react'
import { useClient } from '../client-context.ts'

/** How far somebody is who comes back from a provider. */
export type ProviderReturn =
  | { kind: 'working' }
  | { kind: 'done' }
  | { kind: 'second_step'; step: Extract<SignInStep, { kind: 'second_step' }> }
  | { kind: 'stranger'; stranger: ProvenStranger }
  | { kind: 'failed'; failure: Pick<ApiFailure, 'code'> }

export type Purpose = 'sign_in' | 'link' | 'confirm'

/** The second half of a visit, once. `refusal`: why there is none. */
export function useProviderReturn(purpose: Purpose, refusal: ApiFailure['code'] | null) {
  const { providers } = useClient()
  const [state, setState] = useState<ProviderReturn>(
    refusal ? { kind: 'failed', failure: { code: refusal } } : { kind: 'working' },
  )
  const begun = useRef(refusal !== null)
  useEffect(() => {
    if (begun.current) return
    // What was proven is used up by the first try, so there must not be two.
    begun.current = true
    void finish[purpose](providers).then(setState)
  }, [providers, purpose])
  return { state, setState }
}

type Finish = (providers: Client['providers']) => Promise<ProviderReturn>

const finish: Record<Purpose, Finish> = {
  async sign_in(providers) {
    const outcome = await providers.finishSignIn()
    if (outcome.ok) return afterSignIn(outcome.value)
    if (outcome.failure.code !== 'sign_up_needed') return { kind: 'failed', failure: outcome.failure }
    const stranger = await providers.stranger()
    return stranger.ok ? { kind: 'stranger', stranger: stranger.value } : { kind: 'failed', failure: stranger.failure }
  },
  async link(providers) {
    const outcome = await providers.finishLink()
    return outcome.ok ? { kind: 'done' } : { kind: 'failed', failure: outcome.failure }
  },
  async confirm(providers) {
    const outcome = await providers.finishConfirm()
    return outcome.ok ? { kind: 'done' } : { kind: 'failed', failure: outcome.failure }
  },
}

export function afterSignIn(step: SignInStep): ProviderReturn {
  if (step.kind === 'signed_in') return { kind: 'done' }
  return step.kind === 'second_step'
    ? { kind: 'second_step', step }
    : { kind: 'failed', failure: { code: 'account_pending' } }
}
