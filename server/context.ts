import { join } from 'node:path'
import type { Profile } from '@chaos/protocol'
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
import { createPictures } from './auth/profile/pictures.ts'
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
import { openSharing } from './bus/open-sharing.ts'
import { type CommunityFact, publicFactsOf, type UserFact } from './community/community-events.ts'
import { createCommunityService } from './community/community-service.ts'
import { openCommunities } from './community/open-communities.ts'
import { createMemberService } from './community/member-service.ts'
import { openModeration } from './community/moderation/open-moderation.ts'
import { openStructure } from './community/open-structure.ts'
import { createPermissions } from './community/permissions.ts'
import { createProfileAnnouncer } from './community/profile-announcer.ts'
import type { CallFact } from './conversations/conversation-events.ts'
import { openConversations } from './conversations/open-conversations.ts'
import type { Config } from './config/schema.ts'
import type { Secrets } from './config/secrets.ts'
import { migrateDatabase, openDatabase } from './database/database.ts'
import { startEmbeddedPostgres } from './database/embedded/embedded-postgres.ts'
import { createStores } from './database/stores/stores.ts'
import { openPeople } from './people/open-people.ts'
import type { OwnPeopleFact, PeopleFact } from './people/people-events.ts'
import type { DeviceState } from './people/seen-status.ts'
import { deriveKey } from './utils/derive-key.ts'
import { createFileObjectStore } from './storage/file-object-store.ts'
import { every } from './utils/every.ts'
import { createHooks } from './utils/hooks.ts'
import type { Logger } from './utils/logger.ts'
import { createPublicUrl } from './utils/public-url.ts'
import { createTopicBus } from './utils/topic-bus.ts'
import type { NotificationFact } from './notifications/notification-events.ts'
import { openNotifications } from './notifications/open-notifications.ts'
import { createAuthenticate } from './realtime/authenticate.ts'
import { createSocketServer } from './realtime/socket-server.ts'
import { openVoice } from './voice/open-voice.ts'
import { createOutsiderViews } from './voice/outsider-views.ts'
import { createRosterService } from './voice/roster-service.ts'
import { createSharedRosters } from './voice/shared-rosters.ts'
import type { VoiceService } from './voice/voice-service.ts'
import { isAlive } from './voice/rosters.ts'

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

  const shared = started.use(await openSharing(secrets.natsUrl, logger))
  const rosters = createSharedRosters({ map: shared.map('rosters'), speaking: shared.topics('speaking'), logger })
  const events = {
    community: shared.topics<CommunityFact>('community'),
    user: shared.topics<UserFact | OwnFact | OwnPeopleFact>('user'),
    people: shared.topics<PeopleFact>('people'),
    session: shared.topics<SessionFact>('session'),
    // What follows from these, such as mail, is done once: by the process in which they happened.
    account: createTopicBus<AccountFact>(logger),
    roster: rosters.topics,
    notification: shared.topics<NotificationFact>('notification'),
    call: shared.topics<CallFact>('call'),
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
  started.defer(sessions.close)
  await sessions.recall()
  started.defer(
    shared.onGap(() => void sessions.recall().catch((error: unknown) => logger.error({ err: error }, 'recall failed'))),
  )
  const isPasswordOf = createPasswordCheck(users)
  const confirmation = createConfirmation({ sessions: stores.sessions, isPasswordOf, audit })
  const factors = openFactors({
    ...{ stores, instanceSecret: secrets.instanceSecret, confirmation, audit, events: events.account },
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
  const pictures = createPictures({ pictures: stores.pictures, objects })
  const { presence, ...people } = openPeople({
    ...{ stores, devices: shared.map<DeviceState>('devices'), events, logger },
    limiter: database.createLimiter('friendRequests', config.rateLimits.friendRequests),
  })
  started.defer(presence.close)
  const told = started.use(
    openNotifications({
      ...{ stores, events: events.notification, settings: config.push, logger },
      instanceSecret: secrets.instanceSecret,
      publicUrl: publicUrl.get,
    }),
  )
  const { notify, push, notifications } = told
  const auditAdministration = createAuditAdministration({ entries: stores.auditQueries, chain: stores.audit })
  const moderation = openModeration({ stores, permissions, events, audit, entries: auditAdministration, notify })
  const announcer = createProfileAnnouncer({ members, events, noteName: moderation.automatic.noteName })
  const profileDeps = {
    ...{ profiles: stores.profiles, pictures },
    async announce(profile: Profile) {
      await announcer.changed(profile)
      await people.relationships.profileChanged(profile)
    },
  }
  const exports = createExportService({ exports: stores.exports, objects, confirmation, audit, users, logger })
  started.defer(exports.close)
  const deletion = createDeletionService({
    ...{ accounts: stores.erasure, confirmation, sessions, audit, events: events.account },
    announceLeft: announcer.left,
    async removeFiles(avatar) {
      if (avatar !== null) await pictures.release(avatar)
      await exports.removeOver(new Date())
    },
  })
  started.use(every(hourMs, tidyUp, logger))

  /** What is over on the disk and in accounts. */
  async function tidyUp() {
    const now = new Date()
    await deletion.eraseDue(now)
    await exports.removeOver(now)
    await pictures.sweep(now)
    await objects.removeAbandoned()
  }

  const talk = openConversations({
    ...{ stores, events, notify, push, logger },
    occupants: (channelId) => voice.occupants(channelId),
  })
  started.defer(talk.close)

  const communityParts = openCommunities({
    ...{ stores, permissions, confirmation, pictures, audit, events, limits, logger },
    admitNewcomer: moderation.automatic.admitNewcomer,
    sendsMail: secrets.smtp !== null,
    publicUrl: publicUrl.get,
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
    profiles: createProfileService(profileDeps),
    avatars: createAvatarService(profileDeps),
    pictures,
    exports,
    deletion,
    preferences: createPreferenceService({ preferences: stores.preferences, events: events.user }),
    permissions,
    notify,
    push,
    notifications,
    conversations: talk.conversations,
    calls: talk.calls,
    administration: {
      users: createUserAdministration({ store: stores.administration, sessions, audit }),
      settings: createSettingsAdministration({ settings: serverSettings, audit }),
      audit: auditAdministration,
    },
    ownerSetUp: createOwnerSetUp({ store: stores.setUp, sessions, audit, publicUrl: publicUrl.get }),
    communities: createCommunityService({
      ...{ communities, channels, categories: stores.categories, members, roles: stores.roles },
      ...{ permissions, events: events.user, limits },
      requireMayCreate: createCommunityCreation({ settings: serverSettings, users }),
    }),
    ...openStructure({ stores, permissions, events, audit, limits }),
    members: createMemberService({ members, permissions }),
    ...people,
    ...communityParts.services,
    ...moderation,
  }

  const voice: VoiceService = await openVoice({
    settings: config.voice,
    channels: services.channels,
    conversations: services.conversations,
    onCallChanged: (channelId, occupants) =>
      void talk.calls
        .changed(channelId, occupants)
        .catch((err: unknown) => logger.error({ err }, 'a call was not shown')),
    users: services.users,
    events: { ...events, roster: communityParts.activity.watch(events.roster, isAlive) },
    members,
    permissions,
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
      rosters: rosters.list,
      onRosterEvent: events.roster.subscribe,
      onCommunityEvent: publicFactsOf(events.community),
      onUserEvent: events.user.subscribe,
      people: presence,
    },
    notifications: { openStream: told.openStream, notifications },
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
    services: {
      ...services,
      voice,
      rosters: createRosterService({ permissions, rosters: rosters.list }),
      outsiders: createOutsiderViews({ ...communityParts.services, rosters: rosters.list }),
    },
    sockets,
    /** Run first when the server stops, while everything still works. */
    beforeClose,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
