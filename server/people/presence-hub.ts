import type { PersonPresence, PresenceServerMessage, UserId } from '@chaos/protocol'
import { noStatus, type StatusRow, type StatusStore } from '../database/stores/status-store.ts'
import type { Logger } from '../utils/logger.ts'
import type { SharedMap } from '../utils/shared-map.ts'
import { createDevices } from './devices.ts'
import { createOutbox } from './outbox.ts'
import { type PeopleEvents, type PeopleFact, peopleTopic } from './people-events.ts'
import { type DeviceState, presenceOf } from './seen-status.ts'
import { createStatusReader } from './status-reader.ts'

/** Changes within this time reach a socket as one message, ms. */
const settleMs = 100
const sweepEveryMs = 500

/** One socket that looks at people. Small: there are many, and most look at few. */
export type Watcher = {
  readonly userId: UserId
  readonly send: (message: Extract<PresenceServerMessage, { type: 'people.snapshot' | 'people.changed' }>) => void
  /** null: it has not asked yet. */
  asked: readonly UserId[] | null
  watched: ReadonlySet<UserId>
  /** Counts looks, so that what an earlier one found does not replace what a later one did. */
  turn: number
  /** It asked, and has not been answered yet. */
  waits: boolean
  isActive: boolean
  isClosed: boolean
}

type Watched = { status: StatusRow; shown: PersonPresence; watchers: Set<Watcher> }

type Deps = {
  statuses: Pick<StatusStore, 'visibleTo'>
  devices: SharedMap<DeviceState>
  events: Pick<PeopleEvents, 'subscribe'>
  logger: Pick<Logger, 'error'>
}
export type PresenceHub = ReturnType<typeof createPresenceHub>

const nobody: ReadonlySet<UserId> = new Set()

/**
 * Who is seen how, by whom. Everybody who may see a person sees the same, so each person is looked at once for all of
 * their watchers. Whoever may not, is told nothing: that looks like somebody who is offline.
 */
export function createPresenceHub({ statuses, devices: shared, events, logger }: Deps) {
  const people = new Map<UserId, Watched>()
  /** The sockets of those who are here themselves. */
  const own = new Map<UserId, Set<Watcher>>()
  const devices = createDevices(shared, () => performance.now())
  const reader = createStatusReader(statuses)
  const changed = new Set<UserId>()
  const withEnd = new Map<UserId, number>()
  let flushing: NodeJS.Timeout | undefined

  const seen = (userId: UserId, status: StatusRow): PersonPresence =>
    presenceOf(userId, status, { devices: shared.get(userId), now: new Date() })

  function touch(userId: UserId): void {
    if (!people.has(userId)) return
    changed.add(userId)
    flushing ??= setTimeout(flush, settleMs)
  }

  function flush(): void {
    flushing = undefined
    const outbox = createOutbox<Watcher>()
    for (const userId of changed) {
      const watched = people.get(userId)
      if (!watched) continue
      const next = seen(userId, watched.status)
      const { shown } = watched
      if (next.status === shown.status && next.words === shown.words) continue
      watched.shown = next
      for (const watcher of watched.watchers) outbox.add(watcher, next)
    }
    changed.clear()
    outbox.send((watcher, message) => watcher.send(message))
  }

  function keep(userId: UserId, status: StatusRow): Watched {
    const known = people.get(userId)
    if (known) return known
    const watched = { status, shown: seen(userId, status), watchers: new Set<Watcher>() }
    people.set(userId, watched)
    noteEnd(userId, status)
    return watched
  }

  function noteEnd(userId: UserId, { wordsUntil }: StatusRow): void {
    if (wordsUntil) withEnd.set(userId, wordsUntil.getTime())
    else withEnd.delete(userId)
  }

  function letGo(watcher: Watcher, userId: UserId): void {
    const watched = people.get(userId)
    if (!watched?.watchers.delete(watcher) || watched.watchers.size > 0) return
    people.delete(userId)
    withEnd.delete(userId)
  }

  /** Those of the named who are not offline. */
  const presentAmong = (userIds: Iterable<UserId>): PersonPresence[] =>
    [...userIds]
      .map((userId) => seen(userId, people.get(userId)?.status ?? noStatus))
      .filter(({ status }) => status !== 'offline')

  /** Looks again whom the socket may see. Returns who came into sight and who went out of it; null: too late. */
  async function look(watcher: Watcher) {
    watcher.turn += 1
    const { turn } = watcher
    const visible = await reader.visibleTo(watcher.userId, watcher.asked ?? [])
    if (watcher.isClosed || watcher.turn !== turn) return null
    const { watched: before } = watcher
    const lost = [...before].filter((userId) => !visible.has(userId))
    const gone = presentAmong(lost).map(({ userId }): PersonPresence => ({ userId, status: 'offline', words: '' }))
    for (const userId of lost) letGo(watcher, userId)
    for (const [userId, status] of visible) keep(userId, status).watchers.add(watcher)
    watcher.watched = new Set(visible.keys())
    return { gone, come: presentAmong([...watcher.watched].filter((userId) => !before.has(userId))) }
  }

  async function answer(watcher: Watcher): Promise<void> {
    const difference = await look(watcher)
    if (!difference) return
    const { watched, waits } = watcher
    watcher.waits = false
    if (waits) return watcher.send({ type: 'people.snapshot', people: presentAmong(watched) })
    // Whoever is blocked must not see more of it than somebody going offline.
    const changes = [...difference.gone, ...difference.come]
    if (changes.length > 0) watcher.send({ type: 'people.changed', people: changes })
  }

  const lookAgain = (watcher: Watcher): void => {
    if (watcher.asked === null) return
    answer(watcher).catch((error: unknown) => logger.error({ err: error }, 'presence could not be read'))
  }

  function take(fact: PeopleFact): void {
    if (fact.type === 'circle.changed') {
      for (const userId of fact.userIds) for (const watcher of own.get(userId) ?? []) lookAgain(watcher)
      return
    }
    const { userId, chosen, words, wordsUntil } = fact
    const status = { chosen, words, wordsUntil: wordsUntil === null ? null : new Date(wordsUntil) }
    reader.changed(userId, status)
    const watched = people.get(userId)
    if (!watched) return
    watched.status = status
    noteEnd(userId, status)
    touch(userId)
  }

  function sweep(): void {
    devices.sweep()
    const nowMs = Date.now()
    for (const [userId, endMs] of withEnd) {
      if (endMs > nowMs) continue
      withEnd.delete(userId)
      touch(userId)
    }
  }

  const undo = [shared.onChange(touch), events.subscribe(peopleTopic, take)]
  const wheel = setInterval(sweep, sweepEveryMs)
  wheel.unref()

  return {
    /** A device is here, and in use. */
    join(userId: UserId, send: Watcher['send']): Watcher {
      const watcher: Watcher = {
        ...{ userId, send, asked: null, watched: nobody, turn: 0, waits: false },
        ...{ isActive: true, isClosed: false },
      }
      const sockets = own.get(userId) ?? new Set()
      own.set(userId, sockets.add(watcher))
      devices.open(userId)
      return watcher
    },

    /** Answers with a snapshot of these people and all friends, as far as they may be seen; then tells what changes. */
    async watch(watcher: Watcher, userIds: readonly UserId[]): Promise<void> {
      watcher.asked = userIds
      watcher.waits = true
      await answer(watcher)
    },

    setActive(watcher: Watcher, isActive: boolean): void {
      if (watcher.isActive === isActive) return
      watcher.isActive = isActive
      devices.turn(watcher.userId, isActive)
    },

    leave(watcher: Watcher): void {
      if (watcher.isClosed) return
      watcher.isClosed = true
      for (const userId of watcher.watched) letGo(watcher, userId)
      const sockets = own.get(watcher.userId)
      sockets?.delete(watcher)
      if (sockets?.size === 0) own.delete(watcher.userId)
      devices.close(watcher.userId, watcher.isActive)
    },

    close(): void {
      for (const step of undo) step()
      clearInterval(wheel)
      clearTimeout(flushing)
    },
  }
}
