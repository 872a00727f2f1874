import { join } from 'node:path'
import { createAdmission } from './auth/abuse/admission.ts'
import { createGuardedSignIn } from './auth/abuse/guarded-sign-in.ts'
import { createKnownDevices } from './auth/abuse/known-devices.ts'
import { createProofOfWork } from './auth/abuse/proof-of-work.ts'
import { createRegistrations } from './auth/abuse/registrations.ts'
import { createSignInDelays } from './auth/abuse/sign-in-delays.ts'
import type { AccountFact } from './auth/account-events.ts'
import { createAdministrators } from './auth/administrators.ts'
import { createAuditLog } from './auth/audit-log.ts'
import { createAuthService } from './auth/auth-service.ts'
import { createConfirmation } from './auth/confirmation.ts'
import { openMail } from './auth/mail/open-mail.ts'
import { createPasswordCheck } from './auth/password-check.ts'
import { createPasswordService } from './auth/password-service.ts'
import { noSecondStep } from './auth/second-step.ts'
import { createServerSettings } from './auth/server-settings.ts'
import type { SessionFact } from './auth/session-events.ts'
import { createSessions } from './auth/sessions.ts'
import { createSignInGate } from './auth/sign-in-gate.ts'
import { createTokens } from './auth/tokens.ts'
import { createUserService } from './auth/user-service.ts'
import { createChannelService } from './community/channel-service.ts'
import type { CommunityFact, UserFact } from './community/community-events.ts'
import { createCommunityService } from './community/community-service.ts'
import { createInviteService } from './community/invite-service.ts'
import { createMemberService } from './community/member-service.ts'
import { createPermissions } from './community/permissions.ts'
import type { Config } from './config/schema.ts'
import type { Secrets } from './config/secrets.ts'
import { migrateDatabase, openDatabase } from './database/database.ts'
import { startEmbeddedPostgres } from './database/embedded/embedded-postgres.ts'
import { createStores } from './database/stores/stores.ts'
import { deriveKey } from './utils/derive-key.ts'
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

const hourMs = 3_600_000

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
    user: createTopicBus<UserFact>(logger),
    session: createTopicBus<SessionFact>(logger),
    account: createTopicBus<AccountFact>(logger),
    roster: createTopicBus<RosterEvent>(logger),
  }
  const { limits } = config
  const publicUrl = createPublicUrl(config.http)
  const tokens = await createTokens(secrets.signingSeed, config.auth.accessTokenSeconds)
  const permissions = createPermissions(stores.roles)

  const { users, communities, channels, members, invites } = stores
  const audit = createAuditLog(stores.audit)
  const serverSettings = createServerSettings(stores.serverSettings)
  const sessions = createSessions({ store: stores.sessions, users, tokens, audit, events, settings: config.auth })
  const gate = createSignInGate({ users, sessions, secondStep: noSecondStep })
  const isPasswordOf = createPasswordCheck(users)
  const confirmation = createConfirmation({ sessions: stores.sessions, isPasswordOf, audit })
  const passwords = createPasswordService({ users, sessions, confirmation, audit, events: events.account })
  const work = createProofOfWork({
    key: deriveKey(secrets.signingSeed, 'proof-of-work'),
    spent: stores.spentChallenges,
  })
  const resetByMail = secrets.smtp !== null
  const admission = createAdmission({ settings: serverSettings, invites: stores.invites, work, resetByMail })
  const auth = createAuthService({ users, sessions, gate, admission, audit })
  const delays = createSignInDelays({ attempts: stores.signInAttempts, settings: config.signInDelays })
  const devices = createKnownDevices(deriveKey(secrets.signingSeed, 'known-devices'))
  const mail = started.use(
    openMail({
      ...{ smtp: secrets.smtp, settings: config.mail, stores, passwords, confirmation, audit, logger },
      events: events.account,
      limiter: database.createLimiter('mailPerAccount', config.rateLimits.mailPerAccount),
      publicUrl: publicUrl.get,
      serverName: async () => (await serverSettings.get()).serverName,
    }),
  )
  const services = {
    auth,
    signIn: createGuardedSignIn({ auth, delays, devices }),
    devices,
    admission,
    registrations: createRegistrations({ pending: stores.pendingAccounts, audit }),
    mailer: mail.mailer,
    emails: mail.emails,
    resets: mail.resets,
    sessions,
    confirmation,
    passwords,
    serverSettings,
    administrators: createAdministrators(users),
    users: createUserService(users),
    permissions,
    communities: createCommunityService({ communities, channels, permissions, events: events.user, limits }),
    channels: createChannelService({ channels, permissions, events: events.community, limits }),
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
      visible: services.communities.visibleAmong,
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
    jwks: tokens.jwks,
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
