import type { Clock, Timer } from '../platform.ts'

export type KeepAliveOptions = {
  pingEveryMs: number
  silenceMs: number
  ping: (id: number) => void
  /** Nothing arrived for `silenceMs`. */
  lost: () => void
  roundTrip: (roundTripMs: number) => void
}

export interface KeepAlive {
  /** Something arrived. */
  heard(): void
  /** Takes the message if it is a pong. */
  pong(message: { type: string }): boolean
  /** Asks now, and gives the answer at most `withinMs`. */
  probe(withinMs: number): void
  close(): void
}

/** Pings at an interval and notices silence. One timer for each; both end with `close`. */
export function createKeepAlive(clock: Clock, options: KeepAliveOptions): KeepAlive {
  let nextId = 0
  let sent: { id: number; at: number } | null = null
  let silence: Timer | null = null
  let interval: Timer | null = null

  const expect = (withinMs: number) => {
    if (silence) clock.clearTimeout(silence)
    silence = clock.setTimeout(options.lost, withinMs)
  }
  const ping = () => {
    nextId += 1
    sent = { id: nextId, at: clock.now() }
    options.ping(nextId)
  }
  const tick = () => {
    interval = clock.setTimeout(tick, options.pingEveryMs)
    ping()
  }
  expect(options.silenceMs)
  interval = clock.setTimeout(tick, options.pingEveryMs)

  return {
    heard: () => expect(options.silenceMs),
    pong(message) {
      if (message.type !== 'session.pong') return false
      if (sent && 'id' in message && message.id === sent.id) options.roundTrip(clock.now() - sent.at)
      return true
    },
    probe(withinMs) {
      expect(Math.min(withinMs, options.silenceMs))
      ping()
    },
    close() {
      if (silence) clock.clearTimeout(silence)
      if (interval) clock.clearTimeout(interval)
      silence = null
      interval = null
    },
  }
}
