import type { Channel, ChannelId, CommunitySettings, RoomKind } from '@chaos/protocol'
import { DomainError } from '../utils/domain-error.ts'
import type { Logger } from '../utils/logger.ts'
import type { Peer } from './peer.ts'
import type { Room } from './room.ts'

/** Where a community's silent people go, and after how long. */
export type AwayRule = Pick<CommunitySettings, 'afkChannelId' | 'afkSeconds'>

const lookEveryMs = 1_000

/** A community's AFK channel is for nobody's voice, whatever kind of channel it is. */
export const roomKind = (channel: Pick<Channel, 'id' | 'kind'>, { afkChannelId }: AwayRule): RoomKind =>
  channel.id === afkChannelId ? 'away' : channel.kind

type Deps = {
  rooms: { all(): Iterable<{ room: Room; away: AwayRule }> }
  findChannel(id: ChannelId): Promise<Channel | null>
  /** Takes somebody to the channel, or throws why not. */
  move(peer: Peer, channel: Channel): void
  /** Monotonic, ms. */
  now: () => number
  logger: Pick<Logger, 'error'>
}

type Still = { peer: Peer; afkChannelId: ChannelId }

/** Takes those to the AFK channel who have neither spoken nor done anything for as long as their community says. */
export function watchForAway({ rooms, findChannel, move, now, logger }: Deps): () => void {
  const stillIn = (room: Room, { afkChannelId, afkSeconds }: AwayRule): Still[] => {
    if (afkChannelId === null || room.kind !== 'voice') return []
    const nowMs = now()
    return room
      .peers()
      .filter((peer) => peer.stillForMs(nowMs) >= afkSeconds * 1_000)
      .map((peer) => ({ peer, afkChannelId }))
  }

  const take = async ({ peer, afkChannelId }: Still): Promise<void> => {
    // Whatever comes of it, not again at once: the channel may be full or gone.
    peer.touch(now())
    const channel = await findChannel(afkChannelId)
    if (channel) move(peer, channel)
  }

  const timer = setInterval(() => {
    for (const still of [...rooms.all()].flatMap(({ room, away }) => stillIn(room, away)))
      take(still).catch((error: unknown) => {
        // Refused, since it is full: they stay where they are.
        if (!(error instanceof DomainError)) logger.error({ err: error }, 'moving somebody away failed')
      })
  }, lookEveryMs)
  timer.unref()
  return () => clearInterval(timer)
}
