import {
  type ChangedCommunity,
  type CommunityId,
  mostPeopleWatched,
  type PreferencesState,
  type PresenceClientMessage,
  type PresenceServerMessage,
  parsePresenceServerMessage,
  presenceLimits,
  protocolVersion,
} from '@chaos/protocol'
import type { UnknownAction } from '@reduxjs/toolkit'
import { userOf } from '../account/profile.ts'
import type { Connect, SocketState } from '../connection/reconnecting-socket.ts'
import type { KeyFact } from '../keys/keys.ts'
import {
  categoryPut,
  categoryRemoved,
  channelPut,
  channelRemoved,
  channelsArranged,
  communityAdded,
  communityRemoved,
  memberJoined,
  memberLeft,
  memberUpdated,
  rolesChanged,
  viewerRemoved,
} from '../state/communities-slice.ts'
import { connectivityChanged } from '../state/connectivity-slice.ts'
import {
  ownStatusChanged,
  peopleChanged,
  peopleSeen,
  relationshipEnded,
  relationshipPut,
} from '../state/people-slice.ts'
import { channelGone, rosterChanged, rosterSpeaking, rostersForgotten } from '../state/rosters-slice.ts'
import { userChanged } from '../state/session-slice.ts'
import type { Dispatch } from '../state/store.ts'

/** The server's own bound on `watch.set`. */
const mostWatched = 100

export interface PresenceClient {
  /** The communities on screen; the whole list each time. */
  watch(communityIds: readonly string[]): void
  /** The people on screen; the whole list each time. Friends are watched always. */
  watchPeople(userIds: readonly string[]): void
  /** Somebody is at this device again, or nobody is any more. */
  setIdle(isIdle: boolean): void
  close(): void
}

type Deps = {
  dispatch: Dispatch
  connect: Connect
  url: string
  accessToken: (options: { renew: boolean }) => Promise<string | null>
  isOnline: () => boolean
  /** The socket stands again after a gap: what changed meanwhile has to be read anew. */
  onReturn: () => void
  onPreferences: (state: PreferencesState) => void
  /** What the viewer may in a community is otherwise than before. */
  onAccessChanged: (communityId: CommunityId) => void
  onCommunityUpdated: (change: ChangedCommunity) => void
  /** Keys of the viewer or of somebody they see. */
  onKeys: (fact: KeyFact) => void
  /** What a community's page shows is otherwise than before. */
  onCommunityFact: (fact: UnknownAction) => void
  /** Something became of a message in a channel that the viewer sees. */
  onMessageFact: (fact: PresenceServerMessage) => void
}

/** Keeps rosters, channels and members of the watched communities as the server sees them. */
export function createPresenceClient(deps: Deps): PresenceClient {
  const { dispatch } = deps
  let watched: string[] = []
  let people: readonly string[] = []
  let isIdle = false
  let wasOpen = false

  const socket = deps.connect<PresenceServerMessage, PresenceClientMessage>({
    url: deps.url,
    parse: parsePresenceServerMessage,
    hello: async (options) => {
      const token = await deps.accessToken(options)
      return token === null ? null : { type: 'session.hello', version: protocolVersion, token }
    },
    pingEveryMs: presenceLimits.pingEveryMs,
    silenceMs: presenceLimits.silenceMs,
    connectTimeoutMs: 8_000,
    onMessage: (message) => apply(deps, message),
    onState,
  })

  function onState(state: SocketState) {
    if (state.kind === 'open') {
      dispatch(rostersForgotten())
      dispatch(connectivityChanged('online'))
      sendWatched()
      sendPeople()
      // A new socket counts as in use.
      if (isIdle) socket?.send({ type: 'status.idle' })
      if (wasOpen) deps.onReturn()
      wasOpen = true
    } else if (state.kind === 'waiting') {
      dispatch(connectivityChanged(deps.isOnline() ? 'reconnecting' : 'offline'))
    }
  }
  const sendWatched = () => socket?.send({ type: 'watch.set', communityIds: watched })
  const sendPeople = () => socket?.send({ type: 'watch.people', userIds: people.slice(0, mostPeopleWatched) })

  return {
    watch(communityIds) {
      const next = communityIds.slice(0, mostWatched)
      if (next.length === watched.length && next.every((id, index) => id === watched[index])) return
      watched = next
      sendWatched()
    },
    watchPeople(userIds) {
      people = userIds
      sendPeople()
    },
    setIdle(next) {
      if (next === isIdle) return
      isIdle = next
      socket.send({ type: isIdle ? 'status.idle' : 'status.active' })
    },
    close: () => socket.close(),
  }
}

function apply(deps: Deps, message: PresenceServerMessage): void {
  const { dispatch, onCommunityFact, onMessageFact, onPreferences, onAccessChanged, onCommunityUpdated, onKeys } = deps
  switch (message.type) {
    case 'roster.changed':
      dispatch(rosterChanged(message))
      break
    case 'roster.speaking':
      dispatch(rosterSpeaking(message))
      break
    case 'channel.created':
    case 'channel.updated':
      onCommunityFact(channelPut(message.channel))
      break
    case 'channel.deleted':
      onCommunityFact(channelRemoved(message))
      dispatch(channelGone(message.channelId))
      break
    case 'channels.arranged':
      onCommunityFact(channelsArranged(message))
      break
    case 'category.put':
      onCommunityFact(categoryPut(message.category))
      break
    case 'category.deleted':
      onCommunityFact(categoryRemoved(message))
      break
    case 'roles.changed':
      onCommunityFact(rolesChanged(message))
      break
    case 'community.updated':
      onCommunityUpdated(message)
      break
    case 'community.left':
      dispatch(communityRemoved(message.communityId))
      if (message.removal) dispatch(viewerRemoved({ communityId: message.communityId, removal: message.removal }))
      break
    case 'access.changed':
      onAccessChanged(message.communityId)
      break
    case 'member.joined':
      onCommunityFact(memberJoined(message))
      break
    case 'member.updated':
      onCommunityFact(memberUpdated(message))
      break
    case 'member.left':
      onCommunityFact(memberLeft(message))
      break
    case 'profile.changed':
      dispatch(userChanged(userOf(message.profile)))
      break
    case 'preferences.changed':
      onPreferences(message)
      break
    case 'community.joined':
      dispatch(communityAdded(message.community))
      break
    case 'people.snapshot':
      dispatch(peopleSeen(message.people))
      break
    case 'people.changed':
      dispatch(peopleChanged(message.people))
      break
    case 'relationship.changed':
      dispatch(relationshipPut(message.relationship))
      break
    case 'relationship.ended':
      dispatch(relationshipEnded(message.userId))
      break
    case 'status.changed':
      dispatch(ownStatusChanged(message.status))
      break
    case 'message.posted':
    case 'message.changed':
    case 'message.deleted':
      onMessageFact(message)
      break
    // Nothing shows these yet.
    case 'message.listened':
    case 'reaction.added':
    case 'reaction.removed':
    case 'reading.changed':
    case 'listening.changed':
    case 'draft.changed':
      break
    // Keys have a part of their own.
    case 'keys.changed':
    case 'approval.changed':
    case 'channel-keys.changed':
    case 'channel-keys.waiting':
      onKeys(message)
      break
    // The session's own messages are the socket's business.
    case 'session.welcome':
    case 'session.pong':
    case 'session.going':
    case 'session.refused':
      break
  }
}
