import { type Registration, RegistrationPolicy, WorkChallenge } from '@chaos/protocol'
import type { Outcome } from '../api/failure.ts'
import { callApi, type HttpDeps } from '../api/http.ts'
import type { Session } from '../session/session.ts'

/** Does the work that the server asks for, away from the screen; see `proof-of-work.ts`. */
export type SolveWork = (challenge: WorkChallenge) => Promise<number>

export type RegistrationClient = ReturnType<typeof createRegistration>

/** Making an account by whatever rules this server has. */
export function createRegistration(http: HttpDeps, session: Pick<Session, 'register'>) {
  const policy = () => callApi(http, { method: 'GET', path: '/api/auth/registration', reply: RegistrationPolicy }, null)
  const challenge = () =>
    callApi(http, { method: 'POST', path: '/api/auth/registration/challenge', body: {}, reply: WorkChallenge }, null)

  return {
    policy,

    /** @param solve runs when the server asks for a proof of work, once per attempt */
    async register(draft: Registration, solve: SolveWork): ReturnType<Session['register']> {
      const rules = await policy()
      if (!rules.ok) return rules
      if (!rules.value.proofOfWork) return session.register(draft)
      const given: Outcome<WorkChallenge> = await challenge()
      if (!given.ok) return given
      const nonce = await solve(given.value)
      return session.register({ ...draft, proof: { challenge: given.value.challenge, nonce } })
    },
  }
}
