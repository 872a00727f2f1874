import {
  type CommunityId,
  messageServerMessages,
  type PresenceClientMessage,
  type PresenceServerMessage,
  type Roster,
} from '@chaos/protocol'
import type { Viewer } from '../../auth/viewer.ts'
import type { PresenceHub, Watcher } from '../../people/presence-hub.ts'
import type { RosterEvent } from '../../voice/rosters.ts'
import type { Authenticate } from '../authenticate.ts'
import type { Channel } from '../dispatch.ts'
import type { Session } from '../session.ts'
import { createWatch, type Reach, type Watch } from './presence-watch.ts'

type Listen = (topic: string, listener: (event: PresenceServerMessage) => void) => () => void

export type PresenceDeps = {
  authenticate: Authenticate
  /** What the viewer may in those of the communities that they are in. */
  look(viewer: { userId: string }, communityIds: readonly CommunityId[]): Promise<Map<CommunityId, Reach>>
  rosters(communityId: CommunityId): Roster[]
  onRosterEvent: (communityId: CommunityId, listener: (event: RosterEvent) => void) => () => void
  onCommunityEvent: Listen
  onUserEvent: Listen
  people: Pick<PresenceHub, 'join' | 'watch' | 'setActive' | 'leave'>
}

type State = {
  userId: string
  send: Session<PresenceServerMessage>['send']
  watched: Map<CommunityId, Watch>
  watcher: Watcher
}

async function lookAt(deps: PresenceDeps, state: State, communityIds: readonly CommunityId[]) {
  const found = await deps.look(state, communityIds)
  return new Map([...found].filter(([, reach]) => reach.community.has('view_community')))
}

function watch(deps: PresenceDeps, state: State, communityId: CommunityId): Watch {
  const made = createWatch({
    communityId,
    look: async () => (await lookAt(deps, state, [communityId])).get(communityId) ?? null,
    rosters: () => deps.rosters(communityId),
    listen(tell) {
      const undo = [deps.onRosterEvent(communityId, tell), deps.onCommunityEvent(communityId, tell)]
      return () => {
        for (const step of undo) step()
      }
    },
    send: state.send,
  })
  state.watched.set(communityId, made)
  return made
}

async function setWatched(deps: PresenceDeps, state: State, communityIds: readonly CommunityId[]): Promise<void> {
  const wanted = new Set(communityIds)
  for (const communityId of [...state.watched.keys()]) if (!wanted.has(communityId)) unwatch(state, communityId)
  const fresh = [...wanted].filter((communityId) => !state.watched.has(communityId))
  const begun = fresh.map((communityId) => ({ communityId, watching: watch(deps, state, communityId) }))
  const found = await lookAt(deps, state, fresh).catch((error: unknown) => {
    for (const communityId of fresh) unwatch(state, communityId)
    throw error
  })
  for (const { communityId, watching } of begun) {
    const reach = found.get(communityId)
    if (reach) await watching.begin(reach)
    else unwatch(state, communityId)
  }
}

function unwatch({ watched }: State, communityId: CommunityId): void {
  watched.get(communityId)?.close()
  watched.delete(communityId)
}

/** What is told to one person. Whoever left a community, or was removed, sees no more of it from now on. */
function tellOwn(state: State, fact: PresenceServerMessage): void {
  const watching = fact.type === 'access.changed' ? state.watched.get(fact.communityId) : undefined
  if (watching) return void watching.refresh()
  if (fact.type === 'community.left') unwatch(state, fact.communityId)
  state.send(fact)
}

/** Bots hear of messages only by a token that may read them. */
function hearing({ bot }: Viewer, send: State['send']): State['send'] {
  if (!bot || bot.scopes.includes('messages.read')) return send
  return (fact) => {
    if (!(fact.type in messageServerMessages)) send(fact)
  }
}

/** /ws/presence: who is where, for the communities on screen. */
export function presenceSocket(deps: PresenceDeps): Channel<PresenceClientMessage, PresenceServerMessage, State> {
  return {
    async greet(session, { token, version }) {
      const viewer = await deps.authenticate(token, session, 'presence')
      const { userId } = viewer
      const watcher = deps.people.join(userId, session.send)
      const state: State = { userId, send: hearing(viewer, session.send), watched: new Map(), watcher }
      session.onClosed(() => deps.people.leave(watcher))
      session.onClosed(deps.onUserEvent(userId, (fact) => tellOwn(state, fact)))
      session.onClosed(() => {
        for (const communityId of [...state.watched.keys()]) unwatch(state, communityId)
      })
      session.send({ type: 'session.welcome', version })
      return state
    },
    handlers: {
      'watch.set': (state, { communityIds }) => setWatched(deps, state, communityIds),
      'watch.people': ({ watcher }, { userIds }) => deps.people.watch(watcher, userIds),
      'status.active': ({ watcher }) => deps.people.setActive(watcher, true),
      'status.idle': ({ watcher }) => deps.people.setActive(watcher, false),
    },
  }
}
