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
    clearTimeout: (timer) => void entries.delete(timer as unknown as number),
  }
  return {
    clock,
    /** Runs what falls due within `ms`, in order. */
    advance(ms: number) {
      const until = now + ms
      for (;;) {
        const due = [...entries].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at)[0]
        if (!due) break
        entries.delete(due[0])
        now = due[1].at
        due[1].task()
      }
      now = until
    },
    pending: () => entries.size,
  }
}
