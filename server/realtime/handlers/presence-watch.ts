import type { ChannelId, CommunityId, Permission, PresenceServerMessage, Roster } from '@chaos/protocol'

/** What a viewer may in a community, and in each of its channels. */
export type Reach = { community: ReadonlySet<Permission>; of(channelId: ChannelId): ReadonlySet<Permission> }

type Tell = (message: PresenceServerMessage) => void

type Options = {
  communityId: CommunityId
  /** Asks again what the viewer may; null: they are not in the community any more. */
  look(): Promise<Reach | null>
  rosters(): Roster[]
  /** Begins to tell what happens in the community. Returns the undo. */
  listen(tell: Tell): () => void
  send: Tell
}

export type Watch = ReturnType<typeof createWatch>

type Sees = (channelId: ChannelId) => boolean
/** Of somebody outside: they are told nothing at all. */
const nothing: Sees = () => false
const eyes =
  (reach: Reach): Sees =>
  (channelId) =>
    reach.of(channelId).has('view_channels')

/** What of a fact is for somebody who sees these channels; null: nothing. */
function seenOf(fact: PresenceServerMessage, sees: Sees): PresenceServerMessage | null {
  switch (fact.type) {
    case 'channel.created':
    case 'channel.updated':
      return sees(fact.channel.id) ? fact : null
    case 'channel.deleted':
    case 'roster.changed':
    case 'roster.speaking':
    case 'message.deleted':
    case 'message.listened':
    case 'reaction.added':
    case 'reaction.removed':
      return sees(fact.channelId) ? fact : null
    case 'message.posted':
    case 'message.changed':
      return sees(fact.message.channelId) ? fact : null
    case 'channels.arranged': {
      const categories = fact.order.categories.map((one) => ({ ...one, channelIds: one.channelIds.filter(sees) }))
      return { ...fact, order: { uncategorized: fact.order.uncategorized.filter(sees), categories } }
    }
    default:
      return fact
  }
}

/**
 * One community as one viewer sees it: first the rosters, then what changes. It listens from the start, and what happens
 * while it is asked what the viewer may, waits for the answer.
 */
export function createWatch({ communityId, look, rosters, listen, send }: Options) {
  let sees = nothing
  let waiting: PresenceServerMessage[] | null = []
  let stale = false
  let closed = false

  const tell: Tell = (fact) => {
    if (fact.type === 'access.changed') void refresh()
    else if (waiting) waiting.push(fact)
    else pass(fact)
  }
  const pass: Tell = (fact) => {
    const seen = sees === nothing ? null : seenOf(fact, sees)
    if (seen) send(seen)
  }

  async function lookAgain(): Promise<void> {
    while (stale) {
      stale = false
      const next = await look().catch(() => null)
      // Without an answer nothing more is shown: too little is better than too much.
      sees = next ? eyes(next) : nothing
    }
  }

  /** What comes into sight is shown as it is now; what goes out of it is empty from now on. Then what waited follows. */
  function show(before: Sees): void {
    for (const { channelId, occupants } of rosters()) {
      if (sees(channelId) === before(channelId)) continue
      send({ type: 'roster.changed', communityId, channelId, occupants: sees(channelId) ? occupants : [] })
    }
    const held = waiting ?? []
    waiting = null
    for (const fact of held) pass(fact)
  }

  const stop = listen(tell)

  return {
    /** Begins with the first answer. */
    async begin(reach: Reach): Promise<void> {
      sees = eyes(reach)
      const changed = stale
      await lookAgain()
      if (closed) return
      show(nothing)
      if (changed) send({ type: 'access.changed', communityId })
    },
    refresh,
    close(): void {
      closed = true
      stop()
    },
  }

  /** Asks anew what the viewer may, and tells them that it changed. */
  async function refresh(): Promise<void> {
    stale = true
    if (waiting) return
    waiting = []
    const before = sees
    await lookAgain()
    if (closed) return
    show(before)
    send({ type: 'access.changed', communityId })
  }
}
