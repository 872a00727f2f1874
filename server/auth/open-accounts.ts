import type { Config } from '../config/schema.ts'
import type { Secrets } from '../config/secrets.ts'
import type { openDatabase } from '../database/database.ts'
import type { Stores } from '../database/stores/stores.ts'
import type { Logger } from '../utils/logger.ts'
import type { AccountEvents } from './account-events.ts'
import type { OwnEvents } from './profile/own-events.ts'
import type { SessionEvents } from './session-events.ts'
import { createAdmission } from './abuse/admission.ts'
import { createGuardedSignIn } from './abuse/guarded-sign-in.ts'
import { createKnownDevices } from './abuse/known-devices.ts'
import { createProofOfWork } from './abuse/proof-of-work.ts'
import { createRegistrations } from './abuse/registrations.ts'
import { createSignInDelays } from './abuse/sign-in-delays.ts'
import { createAuditAdministration } from './administration/audit-administration.ts'
import { createSettingsAdministration } from './administration/settings-administration.ts'
import { createUserAdministration } from './administration/user-administration.ts'
import { createAdministrators } from './administrators.ts'
import { createAuditLog } from './audit-log.ts'
import { createAuthService } from './auth-service.ts'
import { createPreferenceService } from './profile/preference-service.ts'
import { createConfirmation } from './confirmation.ts'
import { createEnrol } from './enrol.ts'
import { createProviderServices } from './oidc/provider-services.ts'
import { openMail } from './mail/open-mail.ts'
import { createPasswordCheck } from './password-check.ts'
import { createPasswordService } from './password-service.ts'
import { createSecurityLog } from './security-log.ts'
import { openFactors } from './second-factors/open-factors.ts'
import { createServerSettings } from './server-settings.ts'
import { createSessionList } from './session-list.ts'
import { createSessions } from './sessions.ts'
import { createOwnerSetUp } from './set-up/owner-set-up.ts'
import { createSignInGate } from './sign-in-gate.ts'
import { createSigningKeys } from './signing-keys/signing-keys.ts'
import { clockToleranceSeconds, createTokens } from './tokens.ts'
import { createUserService } from './user-service.ts'
import { deriveKey } from '../utils/derive-key.ts'
import { every } from '../utils/every.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

type Deps = {
  config: Config
  secrets: Secrets
  stores: Stores
  events: { session: SessionEvents; account: AccountEvents; user: OwnEvents }
  createLimiter: ReturnType<typeof openDatabase>['createLimiter']
  publicUrl: () => string
  /** Calls back when what other processes said may have been missed. */
  onGap: (listener: () => void) => () => void
  logger: Logger
}

/** Accounts: how people get one, prove that it is theirs, and lose it; and who runs the server. */
export async function openAccounts({ config, secrets, stores, events, createLimiter, publicUrl, onGap, logger }: Deps) {
  await using started = new AsyncDisposableStack()
  const { users, invites } = stores
  const keys = createSigningKeys({
    store: stores.signingKeys,
    sealingKey: deriveKey(secrets.instanceSecret, 'signing-keys'),
    settings: {
      rotateAfterMs: config.auth.signingKeyDays * 24 * hourMs,
      announceMs: hourMs,
      tokenMs: (config.auth.accessTokenSeconds + clockToleranceSeconds) * 1000,
    },
  })
  await keys.turn()
  started.use(every(minuteMs, keys.turn, logger))
  const tokens = createTokens(keys, config.auth.accessTokenSeconds)
  const audit = createAuditLog(stores.audit)
  const serverSettings = createServerSettings(stores.serverSettings)
  const sessions = createSessions({
    ...{ store: stores.sessions, users, tokens, audit, events, settings: config.auth },
    lifetime: serverSettings.get,
  })
  started.defer(sessions.close)
  await sessions.recall()
  started.defer(
    onGap(() => void sessions.recall().catch((error: unknown) => logger.error({ err: error }, 'recall failed'))),
  )
  const isPasswordOf = createPasswordCheck(users)
  const confirmation = createConfirmation({ sessions: stores.sessions, isPasswordOf, audit })
  const factors = openFactors({
    ...{ stores, instanceSecret: secrets.instanceSecret, confirmation, audit, events: events.account },
    publicUrl,
    serverName: async () => (await serverSettings.get()).serverName,
  })
  const gate = createSignInGate({ users, sessions, secondStep: factors.tickets })
  const work = createProofOfWork({
    key: deriveKey(secrets.instanceSecret, 'proof-of-work'),
    spent: stores.spentChallenges,
  })
  const admission = createAdmission({ settings: serverSettings, invites, work, resetByMail: secrets.smtp !== null })
  const enrol = createEnrol({ users, admission, audit })
  const passwords = createPasswordService({ users, sessions, confirmation, audit, events: events.account })
  const auth = createAuthService({ users, enrol, sessions, gate, audit })
  const delays = createSignInDelays({ attempts: stores.signInAttempts, settings: config.signInDelays })
  const devices = createKnownDevices(deriveKey(secrets.instanceSecret, 'known-devices'))
  const mail = started.use(
    openMail({
      ...{ smtp: secrets.smtp, settings: config.mail, stores, passwords, confirmation, audit, logger },
      events: events.account,
      limiter: createLimiter('mailPerAccount', config.rateLimits.mailPerAccount),
      publicUrl,
      serverName: async () => (await serverSettings.get()).serverName,
    }),
  )
  const byProvider = createProviderServices({
    ...{ settings: config.signIn, clients: secrets.providerClients, publicUrl, logger },
    ...{ flows: stores.providerFlows, identities: stores.identities },
    ...{ gate, confirmation, audit, events: events.account },
    admit: admission.admit,
  })

  const services = {
    auth,
    signIn: createGuardedSignIn({ auth, delays, devices }),
    devices,
    admission,
    registrations: createRegistrations({ pending: stores.pendingAccounts, audit }),
    mailer: mail.mailer,
    emails: mail.emails,
    resets: mail.resets,
    byProvider,
    sessions,
    sessionList: createSessionList({ store: stores.sessions, sessions }),
    securityLog: createSecurityLog(stores.audit),
    confirmation,
    passwords,
    ...factors.services,
    ...factors.doors({ gate, sessions, enrol }),
    serverSettings,
    administrators: createAdministrators(users),
    users: createUserService(users),
    preferences: createPreferenceService({ preferences: stores.preferences, events: events.user }),
    administration: {
      users: createUserAdministration({ store: stores.administration, sessions, audit }),
      settings: createSettingsAdministration({ settings: serverSettings, audit }),
      audit: createAuditAdministration({ entries: stores.auditQueries, chain: stores.audit }),
    },
    ownerSetUp: createOwnerSetUp({ store: stores.setUp, sessions, audit, publicUrl: publicUrl }),
  }
  const owned = started.move()
  return {
    services,
    keys,
    audit,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
