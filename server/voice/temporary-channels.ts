import type { Channel } from '@chaos/protocol'
import type { CommunityEvents } from '../community/community-events.ts'
import type { ChannelStore } from '../database/stores/channel-store.ts'
import type { Logger } from '../utils/logger.ts'
import type { Place as VoicePlace } from './admission.ts'

/** The last one may come back, or somebody else come, ms. */
const emptyForMs = 10_000
/** After a start people come back to the calls they were in, ms. */
const returnWithinMs = 30_000

type Place = Pick<Channel, 'id' | 'communityId'>

type Deps = {
  channels: Pick<ChannelStore, 'remove' | 'listTemporary'>
  events: Pick<CommunityEvents, 'publish'>
  /** Whether somebody is in its call, through whichever process. */
  isOccupied(place: Place): boolean
  logger: Pick<Logger, 'error'>
}

/** Removes temporary channels once they were used and nobody is in them; after a start, all in which nobody is. */
export function createTemporaryChannels({ channels, events, isOccupied, logger }: Deps) {
  const timers = new Set<NodeJS.Timeout>()

  const removeIfEmpty = async (place: Place): Promise<void> => {
    const { id: channelId, communityId } = place
    if (isOccupied(place)) return
    if (await channels.remove(channelId))
      events.publish(communityId, { type: 'channel.deleted', communityId, channelId })
  }
  const later = (delayMs: number, work: () => Promise<void>): void => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      work().catch((error: unknown) => logger.error({ err: error }, 'removing a temporary channel failed'))
    }, delayMs)
    timers.add(timer.unref())
  }

  later(returnWithinMs, async () => {
    for (const place of await channels.listTemporary()) await removeIfEmpty(place)
  })

  return {
    emptied({ id, communityId, isTemporary }: VoicePlace): void {
      if (isTemporary && communityId !== null) later(emptyForMs, () => removeIfEmpty({ id, communityId }))
    },
    close(): void {
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
