import { type Account, createAccount } from './account/account.ts'
import { createProviders, type Providers } from './account/providers.ts'
import { createMyData, type MyData } from './account/my-data.ts'
import { createProfile, type ProfileCommands } from './account/profile.ts'
import { createEmail, type EmailClient } from './account/email.ts'
import { createRegistration, type RegistrationClient } from './account/registration.ts'
import { createOwnSessions, type OwnSessions } from './account/own-sessions.ts'
import { createApi, invitePreviewRequest } from './api/api.ts'
import { type Communities, createCommunities } from './communities/communities.ts'
import { type ChannelOrderCommands, createChannelOrder } from './communities/channel-order.ts'
import { type Connect, createReconnectingSocket } from './connection/reconnecting-socket.ts'
import { type Platform, socketUrl } from './platform.ts'
import type { KeyPlatform } from './keys/key-deps.ts'
import { type KeyCommands, openKeys, type TrustCommands } from './keys/keys.ts'
import type { SealedContent } from './keys/channels/open-channel-keys.ts'
import { createPeopleApi } from './people/people-api.ts'
import { openPeople, type People } from './people/open-people.ts'
import type { CallCommands } from './conversations/calls.ts'
import type { ConversationCommands } from './conversations/conversations.ts'
import { createNotificationParts } from './notifications/notification-parts.ts'
import type { NotificationCommands } from './notifications/notifications.ts'
import { type CreateSound, openMessages, type SoundCommands } from './messages/open-messages.ts'
import type { TimelineCommands } from './messages/timeline.ts'
import { createPreferenceSync } from './preferences/preference-sync.ts'
import { createPreferences, type PreferenceCommands } from './preferences/preferences.ts'
import { createPresenceClient, type PresenceClient } from './presence/presence-client.ts'
import { type Confirmation, createConfirmation } from './session/confirmation.ts'
import { createSession, type Session } from './session/session.ts'
import { loadServerInfo } from './server/server-info.ts'
import { connectivityChanged } from './state/connectivity-slice.ts'
import { onBlockedChange } from './state/on-blocked-change.ts'
import { createStore, type Store } from './state/store.ts'
import { createAbsentVoice } from './voice-absent.ts'
import type { CreateVoice } from './voice-parts.ts'
import type { DeviceCommands, VoiceCommands } from './voice/voice-commands.ts'
import { createVoiceModeration, type VoiceModeration } from './voice/voice-moderation.ts'

/** A platform with a place for keys, and whatever voice and sound it has. */
export type ClientPlatform = Platform & KeyPlatform & { createVoice: CreateVoice; createSound?: CreateSound }

export type ClientOptions = {
  /** 0 ≤ value < 1; `Math.random` unless a test needs to know. */
  random?: () => number
}

/** Everything a client does without a screen. */
export interface Client {
  store: Store
  session: Pick<Session, 'call' | 'begin' | 'ask' | 'register' | 'signIn' | 'signOut' | 'restore'>
  /** Asks the server again what it is called and what it lets people do. */
  loadServerInfo(): Promise<void>
  confirmation: Confirmation
  account: Account
  providers: Providers
  profile: ProfileCommands
  myData: MyData
  email: EmailClient
  registration: RegistrationClient
  ownSessions: OwnSessions
  communities: Communities
  people: People
  keys: KeyCommands
  /** Who others are: pins, safety numbers, verified marks. */
  trust: TrustCommands
  /** What is stored so that the server cannot read it. */
  sealed: SealedContent
  notifications: NotificationCommands
  conversations: ConversationCommands
  calls: CallCommands
  channelOrder: ChannelOrderCommands
  timeline: TimelineCommands
  /** null: this platform records and plays nothing. */
  sound: SoundCommands | null
  preferences: PreferenceCommands
  voice: VoiceCommands
  voiceModeration: VoiceModeration
  devices: DeviceCommands
  /** Ends the call, the sockets and the listeners. Idempotent. */
  close(): Promise<void>
}

/** Composes a client from its parts; the only place where they meet. Call `session.restore()` to begin. */
export function createClient(platform: ClientPlatform, options: ClientOptions = {}): Client {
  const store = createStore()
  const { dispatch, getState } = store
  const random = options.random ?? Math.random
  const preferences = createPreferences(store, platform.storage)
  const http = { baseUrl: platform.baseUrl, fetch: platform.fetch, clock: platform.clock, random }
  const session = createSession({
    ...http,
    exclusive: platform.exclusive,
    storage: platform.storage,
    dispatch,
    getState,
  })
  const confirmation = createConfirmation(session.call)
  const sync = createPreferenceSync({ store, storage: platform.storage, clock: platform.clock, call: session.call })
  const communities = createCommunities({
    api: createApi(session.call),
    previewInvite: (code) => session.ask(invitePreviewRequest(code)),
    dispatch,
    getState,
  })
  const people = openPeople({ store, platform, api: createPeopleApi(session.call) })
  const sockets = { openSocket: platform.openSocket, onWake: platform.onWake, clock: platform.clock, random }
  const connect: Connect = (socketOptions) => createReconnectingSocket(sockets, socketOptions)
  const keys = openKeys({ store, platform, clock: platform.clock, call: session.call, confirmation, random })
  const leaving: Session = {
    ...session,
    async signOut() {
      await keys.leave()
      await session.signOut()
    },
  }
  const createVoice = platform.createVoice ?? createAbsentVoice
  const voice = createVoice({
    dispatch,
    getState,
    clock: platform.clock,
    socketUrl: (path) => socketUrl(platform.baseUrl, path),
    accessToken: session.accessToken,
    connect,
    callKeys: keys.callKeys,
  })

  const told = createNotificationParts({
    ...{ store, connect, call: session.call, voice: voice.commands, clock: platform.clock },
    url: socketUrl(platform.baseUrl, '/ws/notifications'),
    accessToken: session.accessToken,
  })

  const messages = openMessages({
    ...{ store, call: session.call, clock: platform.clock, random, baseUrl: platform.baseUrl },
    accessToken: () => session.accessToken(),
    createSound: platform.createSound ?? null,
  })

  /** Reads again what is on screen: the list, and every community opened so far. */
  const readAgain = () => {
    void communities.loadList()
    for (const id of Object.keys(getState().communities.views)) void communities.open(id)
    void people.commands.load()
    void keys.readAgain()
    void sync.load()
    void messages.wake()
  }
  let presence: PresenceClient | null = null
  const follow = () => {
    const { session: viewer, communities: known } = getState()
    if (viewer.kind === 'signedIn' && !presence) {
      presence = createPresenceClient({
        dispatch,
        connect,
        url: socketUrl(platform.baseUrl, '/ws/presence'),
        accessToken: session.accessToken,
        isOnline: platform.isOnline,
        onReturn: readAgain,
        onPreferences: sync.received,
        onAccessChanged: (communityId) => void communities.open(communityId),
        onCommunityUpdated: communities.updated,
        onKeys: keys.told,
        onCommunityFact: communities.told,
        onMessageFact: messages.told,
      })
      people.follow(presence)
      void people.commands.load()
      told.start()
      keys.start(viewer.user.id)
      void messages.wake()
      void sync.start(viewer.user.id)
      void communities.loadList()
    } else if (viewer.kind !== 'signedIn' && presence) {
      presence.close()
      presence = null
      people.follow(null)
      told.stop()
      keys.stop()
      messages.rest()
      sync.stop()
      void voice.commands.leave()
    }
    if (known.list.status === 'ready') presence?.watch(known.list.value.map(({ id }) => id))
  }
  const undo = [
    store.subscribe(follow),
    preferences.close,
    people.close,
    onBlockedChange(store, voice.commands.audienceChanged),
    sync.close,
    platform.onOnlineChange((online) => {
      if (!online) dispatch(connectivityChanged('offline'))
      else if (getState().session.kind === 'unknown') void session.restore()
      else if (getState().session.kind === 'signedOut') dispatch(connectivityChanged('online'))
    }),
  ]
  if (!platform.isOnline()) dispatch(connectivityChanged('offline'))

  return {
    store,
    session: leaving,
    confirmation,
    loadServerInfo: () => loadServerInfo(http, dispatch),
    account: createAccount({ call: session.call, confirmation }),
    providers: createProviders({ session, confirmation }),
    profile: createProfile({ call: session.call, dispatch }),
    myData: createMyData({ call: session.call, confirmation, session, dispatch }),
    email: createEmail({ http, call: session.call, confirmation }),
    registration: createRegistration(session),
    ownSessions: createOwnSessions(session),
    communities,
    people: people.commands,
    keys: keys.commands,
    trust: keys.trust,
    sealed: keys.content,
    ...told.commands,
    channelOrder: createChannelOrder({ call: session.call, dispatch, readAgain: communities.open }),
    timeline: messages.timeline,
    sound: messages.sound,
    preferences: preferences.commands,
    voice: voice.commands,
    voiceModeration: createVoiceModeration(session.call),
    devices: voice.devices,
    async close() {
      for (const stop of undo.splice(0)) stop()
      presence?.close()
      presence = null
      told.close()
      keys.stop()
      await messages.close()
      await voice.close()
    },
  }
}
