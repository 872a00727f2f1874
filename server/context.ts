import { join } from 'node:path'
import type { AccountFact } from './auth/account-events.ts'
import { createAdmission } from './auth/abuse/admission.ts'
import { createGuardedSignIn } from './auth/abuse/guarded-sign-in.ts'
import { createKnownDevices } from './auth/abuse/known-devices.ts'
import { createProofOfWork } from './auth/abuse/proof-of-work.ts'
import { createRegistrations } from './auth/abuse/registrations.ts'
import { createSignInDelays } from './auth/abuse/sign-in-delays.ts'
import { createAuditAdministration } from './auth/administration/audit-administration.ts'
import { createCommunityCreation } from './auth/administration/community-creation.ts'
import { createSettingsAdministration } from './auth/administration/settings-administration.ts'
import { createUserAdministration } from './auth/administration/user-administration.ts'
import { createAdministrators } from './auth/administrators.ts'
import { createAuditLog } from './auth/audit-log.ts'
import { createAuthService } from './auth/auth-service.ts'
import { createAvatarService } from './auth/profile/avatar-service.ts'
import type { OwnFact } from './auth/profile/own-events.ts'
import { createPreferenceService } from './auth/profile/preference-service.ts'
import { createProfileService } from './auth/profile/profile-service.ts'
import { createConfirmation } from './auth/confirmation.ts'
import { createEnrol } from './auth/enrol.ts'
import { createProviderServices } from './auth/oidc/provider-services.ts'
import { openMail } from './auth/mail/open-mail.ts'
import { createDeletionService } from './auth/my-data/deletion-service.ts'
import { createExportService } from './auth/my-data/export-service.ts'
import { createPasswordCheck } from './auth/password-check.ts'
import { createPasswordService } from './auth/password-service.ts'
import { createSecurityLog } from './auth/security-log.ts'
import { openFactors } from './auth/second-factors/open-factors.ts'
import { createServerSettings } from './auth/server-settings.ts'
import type { SessionFact } from './auth/session-events.ts'
import { createSessionList } from './auth/session-list.ts'
import { createSessions } from './auth/sessions.ts'
import { createOwnerSetUp } from './auth/set-up/owner-set-up.ts'
import { createSignInGate } from './auth/sign-in-gate.ts'
import { createSigningKeys } from './auth/signing-keys/signing-keys.ts'
import { clockToleranceSeconds, createTokens } from './auth/tokens.ts'
import { createUserService } from './auth/user-service.ts'
import type { CommunityFact, UserFact } from './community/community-events.ts'
import { createCommunityService } from './community/community-service.ts'
import { createInviteService } from './community/invite-service.ts'
import { createMemberService } from './community/member-service.ts'
import { openStructure } from './community/open-structure.ts'
import { createPermissions } from './community/permissions.ts'
import { createProfileAnnouncer } from './community/profile-announcer.ts'
import type { Config } from './config/schema.ts'
import type { Secrets } from './config/secrets.ts'
import { migrateDatabase, openDatabase } from './database/database.ts'
import { startEmbeddedPostgres } from './database/embedded/embedded-postgres.ts'
import { createStores } from './database/stores/stores.ts'
import { deriveKey } from './utils/derive-key.ts'
import { createFileObjectStore } from './storage/file-object-store.ts'
import { every } from './utils/every.ts'
import { createHooks } from './utils/hooks.ts'
import type { Logger } from './utils/logger.ts'
import { createPublicUrl } from './utils/public-url.ts'
import { createTopicBus } from './utils/topic-bus.ts'
import { createAuthenticate } from './realtime/authenticate.ts'
import { createSocketServer } from './realtime/socket-server.ts'
import { openVoice } from './voice/open-voice.ts'
import { createRosterService } from './voice/roster-service.ts'
import type { RosterEvent } from './voice/rosters.ts'

export type Context = Awaited<ReturnType<typeof createContext>>

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** Wires everything, by hand and only here. Disposing it ends what it started, last first. */
export async function createContext(config: Config, secrets: Secrets, logger: Logger) {
  await using started = new AsyncDisposableStack()
  const databaseUrl = secrets.databaseUrl ?? (await startEmbedded()).url()
  await migrateDatabase(databaseUrl)
  const database = started.use(openDatabase({ url: databaseUrl, ...config.database, logger }))
  const stores = createStores(database.db)
  started.use(every(hourMs, stores.housekeeping.removeWhatIsOver, logger))

  async function startEmbedded() {
    const folder = join(config.data.directory, 'postgres')
    return started.use(await startEmbeddedPostgres({ folder, password: secrets.embeddedDatabasePassword, logger }))
  }

  const events = {
    community: createTopicBus<CommunityFact>(logger),
    user: createTopicBus<UserFact | OwnFact>(logger),
    session: createTopicBus<SessionFact>(logger),
    account: createTopicBus<AccountFact>(logger),
    roster: createTopicBus<RosterEvent>(logger),
  }
  const { limits } = config
  const publicUrl = createPublicUrl(config.http)
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
  const permissions = createPermissions(stores.roles)

  const { users, communities, channels, members, invites } = stores
  const audit = createAuditLog(stores.audit)
  const serverSettings = createServerSettings(stores.serverSettings)
  const sessions = createSessions({
    ...{ store: stores.sessions, users, tokens, audit, events, settings: config.auth },
    lifetime: serverSettings.get,
  })
  await sessions.recall()
  const isPasswordOf = createPasswordCheck(users)
  const confirmation = createConfirmation({ sessions: stores.sessions, isPasswordOf, audit })
  const factors = openFactors({
    ...{ stores, instanceKey: secrets.instanceSecret, confirmation, audit, events: events.account },
    publicUrl: publicUrl.get,
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
      limiter: database.createLimiter('mailPerAccount', config.rateLimits.mailPerAccount),
      publicUrl: publicUrl.get,
      serverName: async () => (await serverSettings.get()).serverName,
    }),
  )
  const byProvider = createProviderServices({
    ...{ settings: config.signIn, clients: secrets.providerClients, publicUrl: publicUrl.get, logger },
    ...{ flows: stores.providerFlows, identities: stores.identities },
    ...{ gate, confirmation, audit, events: events.account },
    admit: admission.admit,
  })
  const objects = createFileObjectStore(join(config.data.directory, 'objects'))
  const announcer = createProfileAnnouncer({ members, events })
  const profileDeps = { profiles: stores.profiles, objects, announce: announcer.changed }
  const avatars = createAvatarService(profileDeps)
  const exports = createExportService({ exports: stores.exports, objects, confirmation, audit, users, logger })
  started.defer(exports.close)
  const deletion = createDeletionService({
    ...{ accounts: stores.erasure, confirmation, sessions, audit, events: events.account },
    announceLeft: announcer.left,
    async removeFiles(avatar) {
      if (avatar !== null) await avatars.release(avatar)
      await exports.removeOver(new Date())
    },
  })
  started.use(every(hourMs, tidyUp, logger))

  /** What is over on the disk and in accounts. */
  async function tidyUp() {
    const now = new Date()
    await deletion.eraseDue(now)
    await exports.removeOver(now)
    await avatars.sweep(now)
    await objects.removeAbandoned()
  }

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
    profiles: createProfileService(profileDeps),
    avatars,
    exports,
    deletion,
    preferences: createPreferenceService({ preferences: stores.preferences, events: events.user }),
    permissions,
    administration: {
      users: createUserAdministration({ store: stores.administration, sessions, audit }),
      settings: createSettingsAdministration({ settings: serverSettings, audit }),
      audit: createAuditAdministration({ entries: stores.auditQueries, chain: stores.audit }),
    },
    ownerSetUp: createOwnerSetUp({ store: stores.setUp, sessions, audit, publicUrl: publicUrl.get }),
    communities: createCommunityService({
      ...{ communities, channels, categories: stores.categories, members, roles: stores.roles },
      ...{ permissions, events: events.user, limits },
      requireMayCreate: createCommunityCreation({ settings: serverSettings, users }),
    }),
    ...openStructure({ stores, permissions, events, audit, limits }),
    members: createMemberService({ members, permissions }),
    invites: createInviteService({
      ...{ invites, communities, channels, members, permissions, events, limits },
      publicUrl: publicUrl.get,
    }),
  }

  const voice = await openVoice({
    settings: config.voice,
    channels: services.channels,
    users: services.users,
    permissions,
    events,
    logger,
  })
  started.defer(voice.close)
  const beforeClose = createHooks(logger)
  const sockets = createSocketServer({
    voice,
    authenticate: createAuthenticate({
      verifyAccessToken: auth.authenticate,
      onSessionRevoked: events.session.subscribe,
    }),
    presence: {
      look: permissions.inCommunities,
      rosters: voice.rosters,
      onRosterEvent: events.roster.subscribe,
      onCommunityEvent: events.community.subscribe,
      onUserEvent: events.user.subscribe,
    },
    logger,
    now: () => performance.now(),
  })
  beforeClose.add(sockets.sendAllAway)

  const owned = started.move()
  return {
    config,
    logger,
    /** Where people reach this server, known for sure once it listens. */
    publicUrl,
    keys,
    database,
    idempotency: stores.idempotency,
    events,
    services: { ...services, voice, rosters: createRosterService({ permissions, voice }) },
    sockets,
    /** Run first when the server stops, while everything still works. */
    beforeClose,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
