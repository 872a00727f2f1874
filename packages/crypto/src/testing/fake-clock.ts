import type { Clock } from '../keyring/keyring-types.ts'

/** Time that passes only when told to; timers fire in their order. */
export class FakeClock implements Clock {
  #nowMs = 0
  #timers = new Map<number, { atMs: number; action: () => void }>()
  #lastTimer = 0

  now(): number {
    return this.#nowMs
  }

  setTimeout(action: () => void, afterMs: number): unknown {
    this.#timers.set(++this.#lastTimer, { atMs: this.#nowMs + afterMs, action })
    return this.#lastTimer
  }

  clearTimeout(timer: unknown): void {
    if (typeof timer === 'number') this.#timers.delete(timer)
  }

  get timerCount(): number {
    return this.#timers.size
  }

  advance(byMs: number): void {
    const untilMs = this.#nowMs + byMs
    for (;;) {
      const due = [...this.#timers]
        .filter(([, { atMs }]) => atMs <= untilMs)
        .toSorted(([, a], [, b]) => a.atMs - b.atMs)[0]
      if (!due) break
      this.#timers.delete(due[0])
      this.#nowMs = Math.max(this.#nowMs, due[1].atMs)
      due[1].action()
    }
    this.#nowMs = untilMs
  }
}

/** Lets everything that waits for nothing but promises and WebCrypto go on. */
export const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20))
