import type { Clock } from './keyring-types.ts'

/** SPEC K8 */
const waitForInstallMs = 200
const restAfterVainWaitMs = 2_000
const maxWaitingFrames = 256

/**
 * Holds frames of the epoch about to come until its keys are there. One wait serves all frames: those that arrive while it
 * lasts end with it, so that a receiver's queue is delayed once by 200 ms and not once per frame.
 */
export class InstallWait {
  #clock: Clock
  #wakers: (() => void)[] = []
  #timer: unknown
  #restingUntilMs = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Resolves at the next install or when the wait is over; at once when waiting has just been in vain. */
  async wait(): Promise<void> {
    if (this.#wakers.length === maxWaitingFrames || this.#clock.now() < this.#restingUntilMs) return
    this.#timer ??= this.#clock.setTimeout(() => {
      this.#restingUntilMs = this.#clock.now() + restAfterVainWaitMs
      this.#wake()
    }, waitForInstallMs)
    await new Promise<void>((resolve) => this.#wakers.push(resolve))
  }

  installed(): void {
    this.#restingUntilMs = 0
    this.#wake()
  }

  #wake(): void {
    if (this.#timer !== undefined) this.#clock.clearTimeout(this.#timer)
    this.#timer = undefined
    for (const resolve of this.#wakers.splice(0)) resolve()
  }
}
