import { join } from 'node:path'
import type { Profile } from '@chaos/protocol'
import type { AccountFact } from './auth/account-events.ts'
import { createCommunityCreation } from './auth/administration/community-creation.ts'
import { createAvatarService } from './auth/profile/avatar-service.ts'
import { createPictures } from './auth/profile/pictures.ts'
import type { OwnFact } from './auth/profile/own-events.ts'
import { createProfileService } from './auth/profile/profile-service.ts'
import { createDeletionService } from './auth/my-data/deletion-service.ts'
import { createExportService } from './auth/my-data/export-service.ts'
import type { SessionFact } from './auth/session-events.ts'
import { openAccounts } from './auth/open-accounts.ts'
import { openBots } from './bots/open-bots.ts'
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
import { filesFrom } from './config/bucket.ts'
import type { Config } from './config/schema.ts'
import type { Secrets } from './config/secrets.ts'
import { migrateDatabase, openDatabase } from './database/database.ts'
import { startEmbeddedPostgres } from './database/embedded/embedded-postgres.ts'
import { createStores } from './database/stores/stores.ts'
import type { KeyFact } from './keys/key-events.ts'
import { openKeys } from './keys/open-keys.ts'
import { openMessages } from './messages/open-messages.ts'
import type { MessageFact } from './messages/message-events.ts'
import { openPeople } from './people/open-people.ts'
import type { OwnPeopleFact, PeopleFact } from './people/people-events.ts'
import type { DeviceState } from './people/seen-status.ts'
import { openObjectStore } from './storage/open-object-store.ts'
import { every } from './utils/every.ts'
import { createHooks } from './utils/hooks.ts'
import type { Logger } from './utils/logger.ts'
import { createPublicUrl } from './utils/public-url.ts'
import { createTopicBus } from './utils/topic-bus.ts'
import type { NotificationFact } from './notifications/notification-events.ts'
import { openNotifications } from './notifications/open-notifications.ts'
import { createAuthenticate } from './realtime/authenticate.ts'
import { createSocketServer } from './realtime/socket-server.ts'
import { type LiveVoice, openVoice } from './voice/open-voice.ts'
import { createOutsiderViews } from './voice/outsider-views.ts'
import { createRosterService } from './voice/roster-service.ts'
import { createSharedRosters } from './voice/shared-rosters.ts'
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
    user: shared.topics<UserFact | OwnFact | OwnPeopleFact | KeyFact | MessageFact>('user'),
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
  const accounts = started.use(
    await openAccounts({
      ...{ config, secrets, stores, events, logger, onGap: shared.onGap },
      createLimiter: database.createLimiter,
      publicUrl: publicUrl.get,
    }),
  )
  const { audit, keys } = accounts
  const { auth, confirmation, sessions, serverSettings } = accounts.services
  const permissions = createPermissions(stores.roles)
  const { users, communities, channels, members } = stores
  const objects = await openObjectStore(join(config.data.directory, 'objects'), secrets.bucket)
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
  const moderation = openModeration({
    ...{ stores, permissions, events, audit, notify },
    entries: accounts.services.administration.audit,
  })
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

  const bots = started.use(
    openBots({
      ...{ stores, permissions, audit, events, deletion, announce: profileDeps.announce, notify, logger },
      people: auth.authenticate,
      createLimiter: database.createLimiter,
      limits: { ...limits, noticesPerSender: config.rateLimits.noticesPerSender },
      checkText: moderation.automatic.requireFine,
    }),
  )
  const talk = openConversations({
    ...{ stores, events, notify, push, logger },
    occupants: shared.map('calls'),
  })
  started.defer(talk.close)

  const communityParts = openCommunities({
    ...{ stores, permissions, confirmation, pictures, audit, events, limits, logger },
    admitNewcomer: moderation.automatic.admitNewcomer,
    sendsMail: secrets.smtp !== null,
    publicUrl: publicUrl.get,
  })
  const structure = openStructure({ stores, permissions, events, audit, limits })
  const peoplesKeys = openKeys({ stores, channels: structure.channels, sessions, confirmation, events, audit, logger })
  started.defer(peoplesKeys.close)
  const spoken = openMessages({
    ...{ stores, objects, permissions, notify, notifications, events, audit, limits, logger },
    ...{ channels: structure.channels, conversations: talk.conversations },
    checkText: moderation.automatic.requireFine,
    createLimiter: database.createLimiter,
  })
  started.defer(spoken.close)
  started.use(every(hourMs, () => spoken.tidyUp(new Date()), logger))
  const services = {
    ...accounts.services,
    profiles: createProfileService(profileDeps),
    avatars: createAvatarService(profileDeps),
    pictures,
    exports,
    deletion,
    permissions,
    ...bots.services,
    /** Of both kinds of tokens. */
    authenticate: bots.authenticate,
    notify,
    push,
    notifications,
    conversations: talk.conversations,
    calls: talk.calls,
    communities: createCommunityService({
      ...{ communities, channels, categories: stores.categories, members, roles: stores.roles },
      ...{ permissions, events: events.user, limits },
      requireMayCreate: createCommunityCreation({ settings: serverSettings, users }),
    }),
    ...structure,
    ...peoplesKeys.services,
    ...spoken.services,
    tidyUpMessages: spoken.tidyUp,
    members: createMemberService({ members, permissions }),
    ...people,
    ...communityParts.services,
    ...moderation,
  }

  const voice: LiveVoice = await openVoice({
    settings: config.voice,
    ...{ stores, channels: services.channels, conversations: services.conversations, users: services.users },
    ...{ permissions, audit, logger },
    rosters: rosters.list,
    onCallChanged: talk.callChanged,
    events: { ...events, roster: communityParts.activity.watch(events.roster, isAlive) },
  })
  started.defer(voice.close)
  const beforeClose = createHooks(logger)
  const sockets = createSocketServer({
    voice,
    moderation: voice.moderation,
    authenticate: createAuthenticate({
      verifyToken: bots.authenticate,
      onEnded: bots.onEnded,
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
    /** Where clients fetch recordings from; null: from this server. */
    filesFrom: filesFrom(secrets.bucket),
    keys,
    database,
    idempotency: stores.idempotency,
    events,
    services: {
      ...services,
      voice,
      moderation: voice.moderation,
      rosters: createRosterService({ permissions, rosters: rosters.list }),
      outsiders: createOutsiderViews({ ...communityParts.services, rosters: rosters.list }),
    },
    sockets,
    /** Run first when the server stops, while everything still works. */
    beforeClose,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
