import type { SessionId, UserId } from '@chaos/protocol'
import type { PasskeyChallengeStore, RedeemedChallenge } from '../../database/stores/passkey-challenge-store.ts'
import { hashSecret, newSecret } from '../../utils/opaque-secret.ts'

/** How long a person may take with their authenticator, ms. */
export const ceremonyMs = 5 * 60_000

/** What a challenge was given out for, and to whom; it counts for nothing and nobody else. */
export type Purpose =
  | { kind: 'sign_in' }
  | { kind: 'sign_up'; userName: string }
  | { kind: 'add' | 'confirm'; sessionId: SessionId }
  | { kind: 'second_step'; ticketHash: Buffer }

const boundTo = (purpose: Purpose): string => {
  if (purpose.kind === 'sign_in') return ''
  if (purpose.kind === 'sign_up') return purpose.userName.toLowerCase()
  return purpose.kind === 'second_step' ? purpose.ticketHash.toString('hex') : purpose.sessionId
}
const textOf = (purpose: Purpose) => `${purpose.kind} ${boundTo(purpose)}`

export type Challenges = ReturnType<typeof createChallenges>

/** Challenges of WebAuthn ceremonies: random, good once, for one purpose, for {@link ceremonyMs}. */
export function createChallenges(store: PasskeyChallengeStore) {
  return {
    /** @param newUserId of the account that a sign-up will make */
    async issue(purpose: Purpose, newUserId: UserId | null = null): Promise<string> {
      const challenge = newSecret()
      const expiresAt = new Date(Date.now() + ceremonyMs)
      await store.insert({ hash: hashSecret(challenge), purpose: textOf(purpose), newUserId, expiresAt })
      return challenge
    },

    redeem: (challenge: string, purpose: Purpose): Promise<RedeemedChallenge | null> =>
      store.redeem(hashSecret(challenge), textOf(purpose)),
  }
}
