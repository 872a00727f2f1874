import { type Registration, RegistrationPolicy, WorkChallenge } from '@chaos/protocol'
import { type Outcome, succeed } from '../api/failure.ts'
import type { Session } from '../session/session.ts'

/** Does the work that the server asks for, away from the screen; see `proof-of-work.ts`. */
export type SolveWork = (challenge: WorkChallenge) => Promise<number>

export type RegistrationClient = ReturnType<typeof createRegistration>

/** Making an account by whatever rules this server has. */
export function createRegistration({ ask }: Pick<Session, 'ask'>) {
  const policy = () => ask({ method: 'GET', path: '/api/auth/registration', reply: RegistrationPolicy })
  const challenge = () =>
    ask({ method: 'POST', path: '/api/auth/registration/challenge', body: {}, reply: WorkChallenge })

  return {
    policy,

    /**
     * What the server asks for besides the draft.
     *
     * @param solve runs when that is a proof of work, once per attempt
     */
    async prove(solve: SolveWork): Promise<Outcome<Pick<Registration, 'proof'>>> {
      const rules = await policy()
      if (!rules.ok) return rules
      if (!rules.value.proofOfWork) return succeed({})
      const given = await challenge()
      if (!given.ok) return given
      const nonce = await solve(given.value)
      return succeed({ proof: { challenge: given.value.challenge, nonce } })
    },
  }
}
