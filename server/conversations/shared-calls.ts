import type { ChannelId, Occupant } from '@chaos/protocol'
import { eachPersonOnce } from '../utils/each-person-once.ts'
import type { Logger } from '../utils/logger.ts'
import type { SharedMap } from '../utils/shared-map.ts'

type Deps = {
  /** By conversation. */
  map: SharedMap<Occupant[]>
  /** Lets the conversation know. */
  tell(channelId: ChannelId, occupants: Occupant[]): Promise<void>
  logger: Pick<Logger, 'error'>
}

/**
 * Who is in the calls of conversations, through whichever process. Where that changes, it is told to everybody; that a
 * process took its people with it, each of the others tells.
 */
export function createSharedCalls({ map, tell, logger }: Deps) {
  const occupants = (channelId: ChannelId): Occupant[] => eachPersonOnce(map.get(channelId).flat())
  const announce = (channelId: ChannelId): void =>
    void tell(channelId, occupants(channelId)).catch((err: unknown) => logger.error({ err }, 'a call was not shown'))

  return {
    occupants,
    /** In this process, these are in the call now. */
    changed(channelId: ChannelId, own: Occupant[]): void {
      if (own.length > 0) map.set(channelId, own)
      else map.delete(channelId)
      announce(channelId)
    },
    close: map.onLost(announce),
  }
}
