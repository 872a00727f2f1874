import type { ChannelId } from '@chaos/protocol'
import type { Logger } from '../utils/logger.ts'
import type { Readers } from './channel-readers.ts'
import type { KeyEvents } from './key-events.ts'

/** Requests within this time are told as one, ms. */
const gatherMs = 500

type Deps = { events: { user: KeyEvents }; logger: Pick<Logger, 'error'> }
export type WaitingAnnouncer = ReturnType<typeof createWaitingAnnouncer>

/** Tells those who may serve that devices wait, however many ask at once. */
export function createWaitingAnnouncer({ events, logger }: Deps) {
  const timers = new Map<ChannelId, NodeJS.Timeout>()

  async function tell(channelId: ChannelId, readers: Readers): Promise<void> {
    for (const userId of await readers()) events.user.publish(userId, { type: 'channel-keys.waiting', channelId })
  }

  return {
    waits(channelId: ChannelId, readers: Readers): void {
      if (timers.has(channelId)) return
      const run = () => {
        timers.delete(channelId)
        tell(channelId, readers).catch((error: unknown) => logger.error({ err: error }, 'who waits was not told'))
      }
      timers.set(channelId, setTimeout(run, gatherMs))
    },
    close(): void {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}
