import type { Stores } from '../../database/stores/stores.ts'
import { createSecretBox } from '../../utils/secret-box.ts'
import type { AccountEvents } from '../account-events.ts'
import type { AuditLog } from '../audit-log.ts'
import type { ConfirmationService } from '../confirmation.ts'
import type { Enrol } from '../enrol.ts'
import { createCeremonies } from '../passkeys/ceremonies.ts'
import { createChallenges } from '../passkeys/challenges.ts'
import { createPasskeyService } from '../passkeys/passkey-service.ts'
import { createPasskeySignIn } from '../passkeys/passkey-sign-in.ts'
import type { Sessions } from '../sessions.ts'
import type { SignInGate } from '../sign-in-gate.ts'
import { createConfirmationWays } from './confirmation-ways.ts'
import { createTellFactorChange } from './factor-changes.ts'
import { createRecoveryCodeService } from './recovery-code-service.ts'
import { createSecondStepService } from './second-step-service.ts'
import { createSecondStepTickets } from './second-step-tickets.ts'
import { createListSignInMethods } from './sign-in-methods.ts'
import { createTotpCheck } from './totp-check.ts'
import { createTotpService } from './totp-service.ts'

type Deps = {
  stores: Stores
  /** 32 bytes that stay the same; without them the authenticator apps of all accounts would have to be set up again. */
  instanceSecret: Buffer
  confirmation: ConfirmationService
  audit: AuditLog
  events: AccountEvents
  publicUrl: () => string
  serverName: () => Promise<string>
}
type DoorDeps = { gate: SignInGate; sessions: Pick<Sessions, 'open'>; enrol: Enrol }

/** Wires second factors and passkeys. They come in two parts, because the sign-in gate stands between them. */
export function openFactors(deps: Deps) {
  const { stores, instanceSecret, confirmation, audit, events, publicUrl, serverName } = deps
  const { users, passkeys, totp } = stores
  const tell = createTellFactorChange({ audit, events })
  const box = createSecretBox(instanceSecret, 'totp')
  const checkTotp = createTotpCheck({ store: totp, box })
  const challenges = createChallenges(stores.passkeyChallenges)
  const ceremonies = createCeremonies({ challenges, passkeys, audit, publicUrl, serverName })
  const recoveryCodes = createRecoveryCodeService({ store: stores.recoveryCodes, totp, passkeys, confirmation, tell })
  const counts = { totp, passkeys, recoveryCodes: stores.recoveryCodes }
  return {
    tickets: createSecondStepTickets({ tickets: stores.secondSteps, ...counts }),
    services: {
      recoveryCodes,
      totp: createTotpService({ ...{ store: totp, users, box, recoveryCodes, confirmation, tell }, serverName }),
      passkeys: createPasskeyService({ store: passkeys, users, ceremonies, recoveryCodes, confirmation, tell }),
      signInMethods: createListSignInMethods({ users, ...counts }),
      confirmationWays: createConfirmationWays({ confirmation, passkeys, ceremonies, checkTotp }),
    },
    /** What lets people in. */
    doors: ({ gate, sessions, enrol }: DoorDeps) => ({
      passkeySignIn: createPasskeySignIn({ store: passkeys, users, ceremonies, sessions, gate, enrol, audit }),
      secondStep: createSecondStepService({
        ...{ tickets: stores.secondSteps, users, passkeys, ceremonies },
        ...{ checkTotp, recoveryCodes, gate, audit, events },
      }),
    }),
  }
}
