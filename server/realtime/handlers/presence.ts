import type { CommunityId, PresenceClientMessage, PresenceServerMessage, Roster } from '@chaos/protocol'
import type { PresenceHub, Watcher } from '../../people/presence-hub.ts'
import type { RosterEvent } from '../../voice/rosters.ts'
import type { Authenticate } from '../authenticate.ts'
import type { Channel } from '../dispatch.ts'
import type { Session } from '../session.ts'

type Listen = (topic: string, listener: (event: PresenceServerMessage) => void) => () => void

export type PresenceDeps = {
  authenticate: Authenticate
  /** Those of the named communities that the viewer may see. */
  visible(userId: string, communityIds: readonly CommunityId[]): Promise<CommunityId[]>
  rosters(communityId: CommunityId): Roster[]
  onRosterEvent: (communityId: CommunityId, listener: (event: RosterEvent) => void) => () => void
  onCommunityEvent: Listen
  onUserEvent: Listen
  people: Pick<PresenceHub, 'join' | 'watch' | 'setActive' | 'leave'>
}

type State = {
  userId: string
  session: Session<PresenceServerMessage>
  watched: Map<CommunityId, () => void>
  watcher: Watcher
  /** Communities that the viewer left since `watch.set` was asked last. */
  left: Set<CommunityId>
}

/** Rosters first, then what changes: between the two nothing can slip through, since both happen in one turn. */
function watch(deps: PresenceDeps, { session, watched }: State, communityId: CommunityId): void {
  for (const { channelId, occupants } of deps.rosters(communityId)) {
    session.send({ type: 'roster.changed', communityId, channelId, occupants })
  }
  const undoRosters = deps.onRosterEvent(communityId, session.send)
  const undoCommunity = deps.onCommunityEvent(communityId, session.send)
  watched.set(communityId, () => {
    undoRosters()
    undoCommunity()
  })
}

function unwatch({ watched }: State, communityId: CommunityId): void {
  watched.get(communityId)?.()
  watched.delete(communityId)
}

/** What the viewer is told of themselves. Whoever left a community, or was removed, sees no more of it from now on. */
function tellViewer(state: State, event: PresenceServerMessage): void {
  if (event.type === 'community.left') {
    state.left.add(event.communityId)
    unwatch(state, event.communityId)
  }
  state.session.send(event)
}

async function setWatched(deps: PresenceDeps, state: State, communityIds: readonly CommunityId[]): Promise<void> {
  state.left.clear()
  const visible = await deps.visible(state.userId, communityIds)
  const wanted = new Set(visible.filter((id) => !state.left.has(id)))
  if (state.session.closed) return
  for (const communityId of [...state.watched.keys()]) if (!wanted.has(communityId)) unwatch(state, communityId)
  for (const communityId of wanted) if (!state.watched.has(communityId)) watch(deps, state, communityId)
}

/** /ws/presence: who is where, for the communities on screen. */
export function presenceSocket(deps: PresenceDeps): Channel<PresenceClientMessage, PresenceServerMessage, State> {
  return {
    async greet(session, { token, version }) {
      const { userId } = await deps.authenticate(token, session)
      const watcher = deps.people.join(userId, session.send)
      const state: State = { userId, session, watched: new Map(), left: new Set(), watcher }
      session.onClosed(() => deps.people.leave(watcher))
      session.onClosed(deps.onUserEvent(userId, (event) => tellViewer(state, event)))
      session.onClosed(() => {
        for (const undo of state.watched.values()) undo()
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
