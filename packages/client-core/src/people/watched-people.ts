import { mostPeopleWatched, type UserId } from '@chaos/protocol'
import type { Clock, Timer } from '../platform.ts'

/** While lists scroll the server is asked this often at most, ms. */
const settleMs = 150

export type WatchedPeople = ReturnType<typeof createWatchedPeople>

/** Who is on any of the screens, as one list for the server. The latest screens come first when there are too many. */
export function createWatchedPeople(clock: Clock) {
  const screens = new Set<{ userIds: readonly UserId[] }>()
  const listeners = new Set<(userIds: UserId[]) => void>()
  let last = ''
  let timer: Timer | null = null

  const all = (): UserId[] => {
    const found = [...screens].toReversed().flatMap(({ userIds }) => userIds)
    return [...new Set(found)].slice(0, mostPeopleWatched)
  }
  const settle = (): void => {
    timer = null
    const userIds = all()
    const text = userIds.toSorted().join()
    if (text === last) return
    last = text
    for (const listener of listeners) listener(userIds)
  }
  const changed = (): void => {
    timer ??= clock.setTimeout(settle, settleMs)
  }

  return {
    /** Returns the undo. */
    add(userIds: readonly UserId[]): () => void {
      const screen = { userIds }
      screens.add(screen)
      changed()
      return () => {
        if (screens.delete(screen)) changed()
      }
    },
    current: all,
    onChange(listener: (userIds: UserId[]) => void): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
