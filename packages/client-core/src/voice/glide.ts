import type { Clock, Timer } from '../platform.ts'

const stepMs = 10
/** Softer at once, so that who has priority is heard; louder again slowly, so that no pause between words lets it leap. */
const downMs = 60
const upMs = 240

/**
 * A number that goes to where it is wanted in short steps, since a sudden change of volume clicks. It goes by the clock: a
 * page whose timers are late arrives in time, with fewer steps.
 *
 * @param onValue told of each step
 */
export function createGlide(initial: number, clock: Clock, onValue: (value: number) => void) {
  let value = initial
  let timer: Timer | undefined

  const stop = (): void => {
    if (timer) clock.clearTimeout(timer)
    timer = undefined
  }

  return {
    to(target: number): void {
      stop()
      const [from, startedAtMs] = [value, clock.now()]
      const durationMs = target < from ? downMs : upMs
      const step = (): void => {
        const share = Math.min(1, (clock.now() - startedAtMs) / durationMs)
        value = share === 1 ? target : from + (target - from) * share
        timer = share === 1 ? undefined : clock.setTimeout(step, stepMs)
        onValue(value)
      }
      if (target !== from) timer = clock.setTimeout(step, stepMs)
    },
    stop,
  }
}
