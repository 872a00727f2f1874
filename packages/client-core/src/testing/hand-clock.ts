import type { Clock, Timer } from '../platform.ts'

type Entry = { at: number; task: () => void }

/** A clock that a test moves by hand. Everything else in these tests is real. */
export function createHandClock() {
  let now = 1_800_000_000_000
  let next = 1
  const entries = new Map<number, Entry>()
  const clock: Clock = {
    now: () => now,
    setTimeout(task, delayMs) {
      next += 1
      entries.set(next, { at: now + delayMs, task })
      return next as unknown as Timer
    },
    clearTimeout(timer) {
      entries.delete(timer as unknown as number)
    },
  }
  return {
    clock,
    /** Runs what falls due within `ms`, in order. */
    advance(ms: number) {
      const until = now + ms
      for (;;) {
        const due = earliest(entries)
        if (!due || due.at > until) break
        entries.delete(due.id)
        now = due.at
        due.task()
      }
      now = until
    },
    pending: () => entries.size,
  }
}

/** The entry that falls due first; of several at the same time, the one set first. */
function earliest(entries: ReadonlyMap<number, Entry>): (Entry & { id: number }) | null {
  let first: (Entry & { id: number }) | null = null
  for (const [id, entry] of entries) if (!first || entry.at < first.at) first = { id, ...entry }
  return first
}
