import type { HistoryPolicy, KeyIdentity } from '@chaos/protocol'
import { fail, type Outcome, succeed } from '../../api/failure.ts'
import type { Platform } from '../../platform.ts'
import type { ChannelReading } from '../../state/keys-slice.ts'
import type { Prepared } from '../channel-vault.ts'
import type { KeyVault } from '../key-vault.ts'
import type { ChannelKeyApi } from './channel-key-api.ts'
import type { PeopleReader } from './read-people.ts'
import type { Taken, TakeGenerations } from './take-generations.ts'

/** How often the next generation is made when others are faster each time. */
const mostRaces = 4
/** Generations in one request of a device that waits. */
const askedAtOnce = 100

type Deps = {
  api: ChannelKeyApi
  vault: KeyVault
  people: PeopleReader
  take: TakeGenerations
  policyOf: (channelId: string) => HistoryPolicy | null
} & Pick<Platform, 'exclusive'>

/** `make`: the next generation, when it is due. `acceptRestart`: the person knows of one that begins anew. */
export type Wish = { make?: boolean; acceptRestart?: boolean; restart?: boolean }

export type FollowChannel = ReturnType<typeof createFollowChannel>
type Followed = { reading: ChannelReading; readers: readonly KeyIdentity[] }

const readingOf = (taken: Exclude<Taken, { kind: 'good' }>): ChannelReading => ({
  status: taken.kind,
  changed: [],
  restartedBy: taken.kind === 'restarted' ? taken.makerId : null,
})

/** Brings what this device knows of a channel's key up to what the server has, and to what the members need. */
export function createFollowChannel({ api, vault, people, take, policyOf, exclusive }: Deps) {
  async function readersOf(channelId: string): Promise<Outcome<KeyIdentity[]>> {
    const readers: KeyIdentity[] = []
    for (let cursor: string | null = null; ; ) {
      const page = await api.readers(channelId, cursor)
      if (!page.ok) return page
      readers.push(...page.value.items)
      cursor = page.value.next
      if (cursor === null || page.value.items.length === 0) return succeed(readers)
    }
  }

  async function sendBoxes(channelId: string, generation: number, deviceIds: readonly string[]): Promise<void> {
    for (let left = [...deviceIds]; left.length > 0; ) {
      const { boxes } = await vault.boxesFor({ channelId, generation, deviceIds: left })
      if (boxes.length === 0) return
      // Whoever is left out asks the queue.
      if (!(await api.putBoxes(channelId, generation, { boxes: [...boxes] })).ok) return
      const sent = new Set(boxes.map(({ deviceId }) => deviceId))
      left = left.filter((deviceId) => !sent.has(deviceId))
    }
  }

  async function publish(channelId: string, prepared: Prepared): Promise<'good' | 'again' | 'failed'> {
    if (prepared.kind !== 'make') return prepared.kind === 'refused' ? 'failed' : 'good'
    const { header, roster, boxes } = prepared.draft
    const draft = {
      header,
      boxes: [...boxes],
      roster: roster.map((one) => ({ ...one, deviceIds: [...one.deviceIds] })),
    }
    const outcome = await api.make(channelId, draft)
    if (outcome.ok) {
      const { generation, deviceIds } = await vault.confirm({ channelId })
      await sendBoxes(channelId, generation, deviceIds)
      return 'good'
    }
    const { code } = outcome.failure
    // Otherwise the server may have taken it: then it shows, and what was kept fits it.
    if (code !== 'generation_taken' && code !== 'keys_stale') return 'failed'
    await vault.abandon({ channelId })
    return 'again'
  }

  async function askForMissing(channelId: string): Promise<boolean> {
    const { wanted, holdsLatest } = await vault.channelStanding({ channelId })
    for (let at = 0; at < wanted.length; at += askedAtOnce) {
      const asked = await api.ask(channelId, { generations: wanted.slice(at, at + askedAtOnce) })
      if (!asked.ok) break
    }
    return holdsLatest && wanted.length === 0
  }

  async function follow(channelId: string, { make, acceptRestart, restart }: Wish): Promise<Followed> {
    for (let races = 0; ; races += 1) {
      const readers = await readersOf(channelId)
      if (!readers.ok) return { reading: readingOf({ kind: 'unreachable' }), readers: [] }
      const changed = await people.readMembers(readers.value)
      const taken = await take(channelId, acceptRestart)
      if (taken.kind !== 'good') return { reading: { ...readingOf(taken), changed }, readers: readers.value }
      const members = { channelId, readers: readers.value, policy: policyOf(channelId) }
      const made = make
        ? await publish(channelId, restart ? await vault.restart(members) : await vault.prepare(members))
        : 'good'
      if (made === 'again' && races < mostRaces) continue
      const isWhole = await askForMissing(channelId)
      const status = made === 'good' ? (isWhole ? 'ready' : 'waiting') : 'unreachable'
      return { reading: { status, changed, restartedBy: null }, readers: readers.value }
    }
  }

  return {
    /** One window at a time: two would write over each other. */
    follow: (channelId: string, wish: Wish): Promise<Followed> =>
      exclusive(`chaos.channel-keys.${channelId}`, () => follow(channelId, wish)),
    policyOf,
  }
}

/** Why nothing can be sealed into a channel now. */
export function refusalOf({ status }: ChannelReading): Outcome<never> {
  if (status === 'unreachable') return fail('unreachable', 'the keys of this channel could not be read')
  if (status === 'contradiction') return fail('keys_untrusted', 'the server shows keys that cannot be')
  return fail('keys_waiting', 'this device waits for a key')
}
