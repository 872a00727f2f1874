import type { SetUp } from '@chaos/protocol'
import type { Outcome } from '../api/failure.ts'
import type { Session, SignInStep } from '../session/session.ts'

export type OwnerSetUp = ReturnType<typeof createOwnerSetUp>

/** What the link of a server without an owner leads to. */
export function createOwnerSetUp({ begin, call, ask }: Pick<Session, 'begin' | 'call' | 'ask'>) {
  return {
    /** Whether the link still works. */
    check: (secret: string): Promise<Outcome<unknown>> =>
      ask({ method: 'POST', path: '/api/auth/set-up/check', body: { secret }, reply: null }),
    /** Makes the owner's account and signs in with it. */
    register: (body: SetUp): Promise<Outcome<SignInStep>> => begin('/api/auth/set-up', body),
    /** Makes the signed-in account the owner. */
    claim: (secret: string): Promise<Outcome<unknown>> =>
      call({ method: 'POST', path: '/api/users/set-up', body: { secret }, reply: null }),
  }
}
