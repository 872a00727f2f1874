import { PreferencesState, SyncedPreferences, type UserId } from '@chaos/protocol'
import { type Static, Type } from 'typebox'
import type { AuthorizedCall } from '../api/api.ts'
import { matches, parseJson } from '../api/check.ts'
import type { Clock, TextStorage, Timer } from '../platform.ts'
import { preferencesChanged } from '../state/preferences-slice.ts'
import type { Store } from '../state/store.ts'
import { defaultSyncedPart, difference, isEmpty, overlay, resolve, syncedPart, without } from './synced-part.ts'

const storageKey = 'chaos.preferences.unsent'
const path = '/api/users/me/preferences'

/** Changes closer together than this go in one request; after a failure this long is waited, ms. */
const gatherMs = 400
const againMs = 10_000

/** Whose preferences this device shows, and what the server has not got of them; it outlives a reload. */
const Kept = Type.Object({ userId: Type.Union([Type.String(), Type.Null()]), unsent: SyncedPreferences })
type Kept = Static<typeof Kept>

type Deps = { store: Store; storage: TextStorage; clock: Clock; call: AuthorizedCall }

function readKept(storage: TextStorage): Kept {
  const kept = parseJson(storage.get(storageKey) ?? '')
  return matches(Kept, kept) ? kept : { userId: null, unsent: {} }
}

/**
 * Keeps the synced preferences as the account has them (protocol SPEC P5, P6). What the person changes shows at once and
 * is sent when it can be; what the server says shows unless it was changed here and not sent yet.
 */
export function createPreferenceSync({ store, storage, clock, call }: Deps) {
  let kept = readKept(storage)
  let active = false
  let version = -1
  let sending = false
  let timer: Timer | null = null
  let shown = syncedPart(store.getState().preferences)

  const keep = (change: Partial<Kept>): void => {
    kept = { ...kept, ...change }
    storage.set(storageKey, JSON.stringify(kept))
  }
  const later = (delayMs: number, task: () => Promise<void>): void => {
    if (timer) clock.clearTimeout(timer)
    timer = clock.setTimeout(() => {
      timer = null
      void task()
    }, delayMs)
  }

  /** Finds what the person changed, by whatever way, since this last looked. */
  const notice = (): void => {
    const now = syncedPart(store.getState().preferences)
    const change = difference(shown, now)
    shown = now
    if (!active || isEmpty(change)) return
    keep({ unsent: overlay(kept.unsent, change) })
    if (!sending) later(gatherMs, send)
  }
  const take = (state: PreferencesState): void => {
    if (!active || state.version <= version) return
    version = state.version
    shown = resolve(state.values, kept.unsent)
    store.dispatch(preferencesChanged(shown))
  }

  async function send(): Promise<void> {
    if (!active || sending || isEmpty(kept.unsent)) return
    const { unsent: sent, userId } = kept
    sending = true
    const outcome = await call({ method: 'PATCH', path, body: sent, reply: PreferencesState })
    sending = false
    // Somebody else may be at the device by now.
    if (!active || kept.userId !== userId) return
    if (!outcome.ok && outcome.failure.retryable) return later(againMs, send)
    keep({ unsent: without(kept.unsent, sent) })
    return outcome.ok ? accepted(outcome.value) : refused()
  }
  function accepted(state: PreferencesState): void {
    take(state)
    if (!isEmpty(kept.unsent)) later(gatherMs, send)
  }
  /** For good: back to what the server has. */
  function refused(): Promise<void> {
    version = -1
    return load()
  }

  async function load(): Promise<void> {
    const { userId } = kept
    const outcome = await call({ method: 'GET', path, reply: PreferencesState })
    if (!active || kept.userId !== userId) return
    if (!outcome.ok) return outcome.failure.retryable ? later(againMs, load) : undefined
    take(outcome.value)
    await send()
  }

  const unsubscribe = store.subscribe(notice)
  const stop = (): void => {
    active = false
    if (timer) clock.clearTimeout(timer)
    timer = null
  }

  return {
    /**
     * Somebody is signed in. What another account left unsent here is dropped; what was chosen on this device before it
     * knew any account goes to the first.
     */
    start(userId: UserId): Promise<void> {
      active = true
      version = -1
      const isFirst = kept.userId === null
      if (kept.userId !== userId) keep({ userId, unsent: isFirst ? difference(defaultSyncedPart, shown) : {} })
      return load()
    },
    load,
    /** The server says that they changed. */
    received: take,
    stop,
    close(): void {
      stop()
      unsubscribe()
    },
  }
}
