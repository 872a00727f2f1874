import type { PasskeyRequestOptions, SecondProof, SecondStep, UserId } from '@chaos/protocol'
import type { PasskeyStore } from '../../database/stores/passkey-store.ts'
import type { HalfSignedIn, SecondStepStore } from '../../database/stores/second-step-store.ts'
import type { UserStore } from '../../database/stores/user-store.ts'
import { DomainError, UnauthenticatedError } from '../../utils/domain-error.ts'
import { hashSecret } from '../../utils/opaque-secret.ts'
import { type AccountEvents, accountTopic } from '../account-events.ts'
import type { AuditLog } from '../audit-log.ts'
import type { ClientInfo } from '../client-info.ts'
import type { SignInOutcome } from '../grant.ts'
import type { Ceremonies } from '../passkeys/ceremonies.ts'
import type { SignInGate } from '../sign-in-gate.ts'
import type { RecoveryCodeService } from './recovery-code-service.ts'
import { TicketInvalidError } from './refusals.ts'
import type { TotpCheck } from './totp-check.ts'

type Deps = {
  tickets: SecondStepStore
  users: Pick<UserStore, 'find'>
  passkeys: Pick<PasskeyStore, 'credentials'>
  ceremonies: Pick<Ceremonies, 'requestOptions' | 'checkAssertion'>
  checkTotp: TotpCheck
  recoveryCodes: Pick<RecoveryCodeService, 'use'>
  gate: SignInGate
  audit: AuditLog
  events: AccountEvents
}
type Try = { userId: UserId; proof: SecondProof; ticketHash: Buffer; client: ClientInfo }

export type SecondStepService = ReturnType<typeof createSecondStepService>

function refuse(): never {
  throw new TicketInvalidError('sign in again from the start')
}

/** The second step of a sign-in: a ticket from the first one, and another proof. */
export function createSecondStepService(deps: Deps) {
  const { tickets, users, passkeys, ceremonies, gate, audit, events } = deps
  async function check({ userId, proof, ticketHash, client }: Try): Promise<void> {
    if (proof.method === 'totp') return deps.checkTotp(userId, proof.code)
    if (proof.method === 'recovery_code') return deps.recoveryCodes.use(userId, proof.code)
    const purpose = { kind: 'second_step', ticketHash } as const
    await ceremonies.checkAssertion({ assertion: proof.assertion, purpose, client, userId })
  }

  /** Checks the proof, and writes down when it does not hold. */
  async function prove(attempt: Try): Promise<void> {
    const { userId, proof, client } = attempt
    try {
      await check(attempt)
    } catch (error) {
      if (error instanceof DomainError)
        await audit.record({
          ...{ action: 'second_step.failed', subjectId: userId, ip: client.ip },
          details: { method: proof.method, because: error.code },
        })
      throw error
    }
    if (proof.method !== 'recovery_code') return
    await audit.record({ action: 'recovery_code.used', actorId: userId, subjectId: userId, ip: client.ip })
    events.publish(accountTopic, { type: 'second_factor.changed', userId, client })
  }

  async function pass({ userId, methods }: HalfSignedIn, { proof, client }: Try): Promise<SignInOutcome> {
    const user = await users.find(userId)
    if (!user) throw new UnauthenticatedError('the account is gone')
    return gate.pass(user, { methods: [...methods, proof.method], client })
  }

  return {
    /** What to ask the person's browser, to answer with a passkey. Throws {@link TicketInvalidError}. */
    async passkeyOptions(ticket: string): Promise<PasskeyRequestOptions> {
      const ticketHash = hashSecret(ticket)
      const { userId } = (await tickets.find(ticketHash)) ?? refuse()
      return ceremonies.requestOptions({ kind: 'second_step', ticketHash }, await passkeys.credentials(userId))
    },

    /** Throws {@link TicketInvalidError}, or what the proof is refused with. */
    async complete({ ticket, proof }: SecondStep, client: ClientInfo): Promise<SignInOutcome> {
      const ticketHash = hashSecret(ticket)
      const half = (await tickets.takeTry(ticketHash)) ?? refuse()
      const attempt = { userId: half.userId, proof, ticketHash, client }
      await prove(attempt)
      if (!(await tickets.redeem(ticketHash))) refuse()
      return pass(half, attempt)
    },
  }
}
