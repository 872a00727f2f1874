import type { Clock, Timer } from '../platform.ts'

/** Nobody touched this device for so long, ms. */
const idleAfterMs = 10 * 60_000

type Deps = {
  clock: Clock
  /** Calls back when the person does something here. */
  onInput: (listener: () => void) => () => void
  onChange: (isIdle: boolean) => void
}

/** Whether somebody is at this device. One timer for all input: it looks again when the time may be over. */
export function createIdleWatch({ clock, onInput, onChange }: Deps) {
  let lastInputMs = clock.now()
  let isIdle = false
  let timer: Timer = clock.setTimeout(look, idleAfterMs)

  function look(): void {
    const leftMs = lastInputMs + idleAfterMs - clock.now()
    if (leftMs > 0) {
      timer = clock.setTimeout(look, leftMs)
      return
    }
    isIdle = true
    onChange(true)
  }
  function input(): void {
    lastInputMs = clock.now()
    if (!isIdle) return
    isIdle = false
    timer = clock.setTimeout(look, idleAfterMs)
    onChange(false)
  }
  const stop = onInput(input)

  return {
    get isIdle(): boolean {
      return isIdle
    },
    /** Something else shows that somebody is here. */
    input,
    close(): void {
      stop()
      clock.clearTimeout(timer)
    },
  }
}
