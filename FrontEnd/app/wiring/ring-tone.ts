import type { Store } from '@chaos/client-core'
import { playTone } from './tones.ts'

const everyMs = 2_500

/** Plays the ring tone for as long as somebody calls and the person wants to hear it. */
export function ringWhenCalled(store: Store): void {
  let timer: ReturnType<typeof setInterval> | null = null
  store.subscribe(() => {
    const { ringing, preferences } = store.getState()
    const rings = preferences.sounds && ringing.incoming.some(({ isQuiet }) => !isQuiet)
    if (rings === (timer !== null)) return
    if (timer !== null) clearInterval(timer)
    timer = rings ? setInterval(() => playTone('ring'), everyMs) : null
    if (rings) playTone('ring')
  })
}
