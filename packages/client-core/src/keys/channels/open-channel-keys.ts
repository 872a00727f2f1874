import type { HistoryPolicy, PresenceServerMessage, SealedEnvelope } from '@chaos/protocol'
import type { FrankingProof } from '@chaos/crypto/keys'
import type { AuthorizedCall } from '../../api/api.ts'
import { fail, type Outcome, succeed } from '../../api/failure.ts'
import type { Clock, Platform, Timer } from '../../platform.ts'
import { type ChannelReading, channelReadingChanged } from '../../state/keys-slice.ts'
import type { RootState, Store } from '../../state/store.ts'
import type { Opened } from '../channel-vault.ts'
import type { KeyVault } from '../key-vault.ts'
import { createChannelKeyApi } from './channel-key-api.ts'
import { createFollowChannel, refusalOf, type Wish } from './follow-channel.ts'
import { createPeopleReader } from './read-people.ts'
import { createServeQueue } from './serve-queue.ts'
import { createTakeGenerations } from './take-generations.ts'

/** Whoever waits asks again: members who come online are not told what was asked before, ms. */
const askAgainMs = 60_000

type Deps = {
  store: Store
  vault: KeyVault
  call: AuthorizedCall
  clock: Clock
  exclusive: Platform['exclusive']
  random: () => number
  readOwn: () => Promise<void>
  /** Keys of a channel may have come. */
  onKeys: () => void
}

export type ChannelKeyFact = Extract<PresenceServerMessage, { type: `channel-keys.${string}` }>

/** `content`: JSON, as its sender sealed it. `proof`: goes along with a report, should there be one (crypto's SPEC F2). */
export type OpenedContent = { content: unknown; senderStands: boolean; proof: FrankingProof }

/** What the rest of the client needs to store something that the server cannot read. */
export type SealedContent = Pick<KeyVault, 'createObject' | 'sealChunk' | 'openChunk'> & {
  /** Follows a channel's key from now on, and makes it where there is none. Gives what ends that. */
  enter(channelId: string): () => void
  /** Into the newest key, which is made anew before where somebody lost access. Refused with `keys_waiting`, `keys_untrusted`. */
  seal(channelId: string, message: { messageId: string; content: unknown }): Promise<Outcome<SealedEnvelope>>
  /** Refused with `keys_waiting` where the key has yet to come, and with `invalid_reply` for what nobody sealed. */
  open(envelope: SealedEnvelope): Promise<Outcome<OpenedContent>>
  /** The person knows that somebody began anew, and trusts them. */
  acceptRestart(channelId: string): Promise<void>
  /** Begins anew where nobody is left who has the key. What was sealed before stays closed. */
  restart(channelId: string): Promise<void>
}

/** A channel's policy is its community's; in conversations nobody reads what was said before they came. */
function policyOf({ communities, conversations }: RootState, channelId: string): HistoryPolicy | null {
  for (const view of Object.values(communities.views))
    if (view.status === 'ready' && view.value.channels.some(({ id }) => id === channelId))
      return view.value.settings.historyPolicy
  const { list } = conversations
  return list.status === 'ready' && list.value.items.some(({ id }) => id === channelId) ? 'from_joining' : null
}

export function openChannelKeys({ store: { dispatch, getState }, vault, call, clock, ...deps }: Deps) {
  const api = createChannelKeyApi(call, () => getState().keys.deviceId ?? '')
  const ownId = () => {
    const { session } = getState()
    return session.kind === 'signedIn' ? session.user.id : ''
  }
  const people = createPeopleReader({ api, vault, ownId, readOwn: deps.readOwn })
  const take = createTakeGenerations({ api, vault, people })
  const channel = createFollowChannel({
    ...{ api, vault, people, take, exclusive: deps.exclusive },
    policyOf: (channelId) => policyOf(getState(), channelId),
  })
  const queue = createServeQueue({ api, vault, channel, clock, random: deps.random })
  /** By channel: how many places on screen are in it. */
  const entered = new Map<string, number>()
  const running = new Map<string, Promise<ChannelReading>>()

  const later = new Map<string, Timer>()

  const isReady = () => getState().keys.status === 'ready'

  async function followNow(channelId: string, wish: Wish): Promise<ChannelReading> {
    const failed: ChannelReading = { status: 'unreachable', changed: [], restartedBy: null }
    const reading = await channel.follow(channelId, wish).then(
      (followed) => followed.reading,
      () => failed,
    )
    if (isReady()) dispatch(channelReadingChanged({ channelId, reading }))
    if (getState().keys.recovery === 'set') deps.onKeys()
    if (reading.status === 'waiting' || reading.status === 'unreachable') planAgain(channelId)
    return reading
  }

  function planAgain(channelId: string): void {
    if (later.has(channelId)) return
    const again = () => {
      later.delete(channelId)
      if (entered.has(channelId)) begin(channelId)
    }
    later.set(channelId, clock.setTimeout(again, askAgainMs))
  }

  /** One after the other for one channel; each sees what there is when it begins. */
  function follow(channelId: string, wish: Wish = {}): Promise<ChannelReading> {
    const before = running.get(channelId) ?? Promise.resolve()
    const next = before.then(() => followNow(channelId, wish))
    running.set(channelId, next)
    return next
  }

  function begin(channelId: string): void {
    if (!isReady()) return
    void follow(channelId, { make: true }).then(({ status }) => {
      if (status === 'ready') queue.waits(channelId)
    })
  }

  async function openOnce(envelope: SealedEnvelope): Promise<Opened> {
    const opened = await vault.openEnvelope({ envelope })
    if (opened.kind !== 'unread') return opened
    await people.readNamed(envelope.channelId, opened.people)
    const again = await vault.openEnvelope({ envelope })
    return again.kind === 'unread' ? { kind: 'refused', reason: 'unknown_device' } : again
  }

  const content: SealedContent = {
    createObject: vault.createObject,
    sealChunk: vault.sealChunk,
    openChunk: vault.openChunk,
    enter(channelId) {
      entered.set(channelId, (entered.get(channelId) ?? 0) + 1)
      begin(channelId)
      let left = false
      return () => {
        if (left) return
        left = true
        const others = (entered.get(channelId) ?? 1) - 1
        if (others > 0) entered.set(channelId, others)
        else entered.delete(channelId)
      }
    },
    async seal(channelId, { messageId, content: thing }) {
      if (!isReady()) return fail('keys_waiting', 'this device has no keys')
      const reading = await follow(channelId, { make: true })
      const sealed =
        reading.status === 'ready' || reading.status === 'waiting'
          ? await vault.seal({ channelId, messageId, content: JSON.stringify(thing) })
          : null
      if (sealed?.kind === 'sealed') return succeed(sealed.envelope)
      return sealed?.reason === 'too_large' ? fail('payload_too_large', 'the content is too large') : refusalOf(reading)
    },
    async open(envelope) {
      let opened = await openOnce(envelope)
      if (opened.kind === 'refused' && opened.reason === 'unknown_generation') {
        await follow(envelope.channelId)
        opened = await openOnce(envelope)
      }
      if (opened.kind === 'opened') {
        const thing: unknown = JSON.parse(opened.content)
        return succeed({ content: thing, senderStands: opened.senderStands, proof: opened.proof })
      }
      const reason = opened.kind === 'refused' ? opened.reason : opened.kind
      return fail(reason === 'unknown_generation' ? 'keys_waiting' : 'invalid_reply', reason)
    },
    async acceptRestart(channelId) {
      await follow(channelId, { make: true, acceptRestart: true })
    },
    async restart(channelId) {
      await follow(channelId, { make: true, restart: true })
    },
  }

  return {
    content,
    /** Own keys came, or the connection came back. */
    again: () => {
      for (const channelId of entered.keys()) begin(channelId)
    },
    told(fact: ChannelKeyFact): void {
      if (!isReady()) return
      const { channelId } = fact
      if (fact.type === 'channel-keys.waiting') queue.waits(channelId)
      else if (entered.has(channelId)) void follow(channelId)
    },
    stop(): void {
      queue.stop()
      running.clear()
      for (const timer of later.values()) clock.clearTimeout(timer)
      later.clear()
    },
  }
}
