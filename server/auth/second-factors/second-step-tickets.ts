import type { SecondFactorMethod, UserId } from '@chaos/protocol'
import type { PasskeyStore } from '../../database/stores/passkey-store.ts'
import type { RecoveryCodeStore } from '../../database/stores/recovery-code-store.ts'
import type { SecondStepStore } from '../../database/stores/second-step-store.ts'
import type { TotpStore } from '../../database/stores/totp-store.ts'
import { hashSecret, newSecret } from '../../utils/opaque-secret.ts'
import type { SecondStep } from '../sign-in-gate.ts'

const lifetimeMs = 5 * 60_000
const tries = 5

type Deps = {
  tickets: Pick<SecondStepStore, 'insert'>
  totp: Pick<TotpStore, 'findSince'>
  passkeys: Pick<PasskeyStore, 'count'>
  recoveryCodes: Pick<RecoveryCodeStore, 'count'>
}

/** Asks every account for a second proof that has one to give. A ticket is good for {@link tries} tries within {@link lifetimeMs}. */
export function createSecondStepTickets({ tickets, totp, passkeys, recoveryCodes }: Deps): SecondStep {
  return {
    async requiredFor(userId: UserId) {
      const [since, keys] = await Promise.all([totp.findSince(userId), passkeys.count(userId)])
      const factors: SecondFactorMethod[] = [
        ...(keys > 0 ? ['passkey' as const] : []),
        ...(since ? ['totp' as const] : []),
      ]
      if (factors.length === 0) return []
      return (await recoveryCodes.count(userId)) > 0 ? [...factors, 'recovery_code'] : factors
    },

    async issue(userId, methods) {
      const ticket = newSecret()
      const expiresAt = new Date(Date.now() + lifetimeMs)
      await tickets.insert({ hash: hashSecret(ticket), userId, methods, triesLeft: tries, expiresAt })
      return ticket
    },
  }
}
