import type { AuthMethod, SecondFactorMethod, User, UserId } from '@chaos/protocol'
import type { UserStore } from '../database/stores/user-store.ts'
import { UnauthenticatedError } from '../utils/domain-error.ts'
import type { ClientInfo } from './client-info.ts'
import type { SignInOutcome } from './grant.ts'
import type { Sessions } from './sessions.ts'
import { refuseUnlessActive } from './standing.ts'

/** Asks for a second proof of who somebody is. */
export type SecondStep = {
  /** What the account takes as a second proof; nothing when it asks for none. */
  requiredFor(userId: UserId): Promise<SecondFactorMethod[]>
  /** A ticket that stands for the proofs so far. */
  issue(userId: UserId, methods: AuthMethod[]): Promise<string>
}

type Deps = { users: Pick<UserStore, 'findWithStanding'>; sessions: Pick<Sessions, 'open'>; secondStep: SecondStep }
type Proof = { methods: AuthMethod[]; client: ClientInfo }

export type SignInGate = ReturnType<typeof createSignInGate>

/** A passkey is a second proof by itself: the device in hand, and its person verified by the device. */
const secondProofs: ReadonlySet<AuthMethod> = new Set(['passkey', 'totp', 'recovery_code'])

/** The one way into an account, whatever the first proof was. */
export function createSignInGate({ users, sessions, secondStep }: Deps) {
  return {
    /** Call it once every proof in `methods` has held. Throws the refusals of `refuseUnlessActive`. */
    async pass(user: User, { methods, client }: Proof): Promise<SignInOutcome> {
      const found = await users.findWithStanding(user.id)
      if (!found) throw new UnauthenticatedError('the account is gone')
      refuseUnlessActive(found.standing)
      const needed = methods.some((method) => secondProofs.has(method)) ? [] : await secondStep.requiredFor(user.id)
      if (needed.length > 0)
        return { kind: 'second_step', ticket: await secondStep.issue(user.id, methods), methods: needed }
      return { kind: 'signed_in', grant: await sessions.open(found.user, { methods, client }) }
    },
  }
}
