import type { Clock, Timer } from '../../platform.ts'
import type { KeyVault } from '../key-vault.ts'
import type { ChannelKeyApi } from './channel-key-api.ts'
import type { FollowChannel } from './follow-channel.ts'

/** Devices of members hear at the same time that somebody waits; most of them wait in vain for this long, ms. */
const spreadMs = 1_500
/** Between one turn and the next: a device has other things to do, ms. */
const pauseMs = 1_000

type Deps = {
  api: Pick<ChannelKeyApi, 'takeTurn' | 'putBoxes'>
  vault: Pick<KeyVault, 'channelStanding' | 'serve'>
  channel: FollowChannel
  clock: Clock
  random: () => number
}

/** Shares keys with devices that wait: one channel at a time, one turn of the server's at a time (crypto's SPEC G12). */
export function createServeQueue({ api, vault, channel, clock, random }: Deps) {
  const wanted = new Set<string>()
  let timer: Timer | null = null
  let stopped = false

  /** Whether more may wait. */
  async function serve(channelId: string): Promise<boolean> {
    // Whoever took a turn and has nothing to give would keep others from it.
    if (!(await vault.channelStanding({ channelId })).holdsLatest) return false
    const turn = await api.takeTurn(channelId)
    if (!turn.ok || turn.value.length === 0) return false
    const { reading, readers } = await channel.follow(channelId, { make: true })
    if (reading.status === 'contradiction' || reading.status === 'unreachable') return false
    const members = { channelId, readers, policy: channel.policyOf(channelId) }
    for (const { generation, boxes } of await vault.serve({ ...members, waiting: turn.value }))
      if (!(await api.putBoxes(channelId, generation, { boxes: [...boxes] })).ok) return false
    return true
  }

  async function next(): Promise<void> {
    const [channelId] = wanted
    if (channelId === undefined || stopped) return
    wanted.delete(channelId)
    const more = await serve(channelId).catch(() => false)
    if (more) wanted.add(channelId)
    if (wanted.size > 0) plan(pauseMs)
  }

  function plan(delayMs: number): void {
    if (stopped) return
    timer ??= clock.setTimeout(() => {
      timer = null
      void next()
    }, delayMs)
  }

  return {
    waits(channelId: string): void {
      stopped = false
      wanted.add(channelId)
      plan(random() * spreadMs)
    },
    stop(): void {
      stopped = true
      wanted.clear()
      if (timer) clock.clearTimeout(timer)
      timer = null
    },
  }
}
