import {
  type Commit,
  createGroupDelivery,
  type DeliveryOutcome,
} from '../../../../server/voice/delivery/group-delivery.ts'
import type { GroupState, VoiceClientMessage } from '@chaos/protocol'
import { createGroupSession, type GroupEpoch, type GroupRefusal } from '../voice/group-session.ts'
import { formatIdentity } from '../voice/identity.ts'
import type { Vouch } from '../voice/own-leaf.ts'
import { createHandClock } from './hand-clock.ts'
import type { Random } from './random.ts'

type FromMember = Extract<VoiceClientMessage, { type: `group.${string}` }>
type ToMember =
  | { type: 'accepted' }
  | { type: 'refused'; reason: GroupRefusal; state: GroupState }
  | { type: 'committed'; epoch: number; commit: string }
  | { type: 'state'; state: GroupState }
  | { type: 'left'; id: string }

export type Member = {
  id: string
  session: ReturnType<typeof createGroupSession>
  inbox: ToMember[]
  outbox: FromMember[]
  /** Whom the server has named to this one as present. */
  known: Set<string>
  /** Everything this one sent, by type. */
  sent: FromMember['type'][]
  latest: GroupEpoch | undefined
  /** Nothing reaches it and nothing leaves it. */
  frozen: boolean
}

/**
 * Several real group sessions around the server's real delivery service, joined by queues instead of sockets: in order on
 * each way, in any order between them. Whenever two members hold different keys for the same epoch, it is noted.
 */
export function createGroupRelay(random: Random) {
  const callId = Uint8Array.from([7, 7, 7])
  let delivery = createGroupDelivery(Buffer.from(callId))
  const hand = createHandClock()
  const members = new Map<string, Member>()
  const conflicts: string[] = []
  const keysOfEpochs = new Map<number, string>()
  let made = 0

  const noteKeys = ({ keys: { epoch, baseKey } }: GroupEpoch): void => {
    const text = Buffer.from(baseKey).toString('hex')
    if ((keysOfEpochs.get(epoch) ?? text) !== text) conflicts.push(`two keys for epoch ${epoch}`)
    keysOfEpochs.set(epoch, text)
  }

  const openSession = (id: string, member: () => Member, vouch?: Vouch): Member['session'] =>
    createGroupSession({
      callId,
      identity: formatIdentity({ userId: `user-${id}`, participantId: id }),
      suite: 'x25519',
      ...(vouch ? { vouch } : {}),
      clock: hand.clock,
      send(message) {
        member().sent.push(message.type)
        member().outbox.push(message)
      },
      isPresent: (other) => member().known.has(other),
      onEpoch(epoch) {
        noteKeys(epoch)
        member().latest = epoch
      },
    })

  const answer = (member: Member, outcome: DeliveryOutcome): boolean => {
    if (outcome.kind === 'accepted') member.inbox.push({ type: 'accepted' })
    else member.inbox.push({ type: 'refused', reason: outcome.reason, state: delivery.state() })
    return outcome.kind === 'accepted'
  }
  const tellOthers = (from: Member, message: ToMember): void => {
    for (const member of members.values()) if (member !== from) member.inbox.push(message)
  }
  const takeCommit = (member: Member, commit: Commit): void => {
    if (!answer(member, delivery.commit(commit))) return
    tellOthers(member, { type: 'committed', epoch: commit.epoch, commit: commit.commit })
  }
  const serve = (member: Member, message: FromMember): void => {
    if (!members.has(member.id)) return
    if (message.type === 'group.sync') member.inbox.push({ type: 'state', state: delivery.state() })
    else if (message.type === 'group.commit') takeCommit(member, message)
    else if (answer(member, delivery.create(message.groupInfo, members.size === 1))) keysOfEpochs.clear()
  }

  const deliver = (member: Member, message: ToMember): Promise<void> => {
    const { session } = member
    switch (message.type) {
      case 'accepted':
        return session.accepted()
      case 'refused':
        return session.refused(message.reason, message.state)
      case 'committed':
        return session.committed(message.epoch, message.commit)
      case 'state':
        return session.state(message.state)
      case 'left':
        member.known.delete(message.id)
        session.presenceChanged()
        return Promise.resolve()
    }
  }

  const waitingWays = (): (() => Promise<void>)[] =>
    [...members.values()].flatMap((member) => {
      if (member.frozen) return []
      const ways: (() => Promise<void>)[] = []
      if (member.inbox.length > 0) ways.push(async () => deliverNext(member))
      if (member.outbox.length > 0) ways.push(async () => serveNext(member))
      return ways
    })
  const deliverNext = (member: Member): Promise<void> | undefined => {
    const message = member.inbox.shift()
    return message && deliver(member, message)
  }
  const serveNext = (member: Member): void => {
    const message = member.outbox.shift()
    if (message) serve(member, message)
  }
  /** A commit of long ago is passed over, in its turn: whatever was begun before has ended then. */
  const sessionsIdle = () => Promise.all([...members.values()].map(({ session }) => session.committed(-1, '')))

  async function settleWhile(goOn: () => boolean): Promise<void> {
    for (let step = 0; step < 5_000 && goOn(); step += 1) {
      const ways = waitingWays()
      if (ways.length > 0) {
        const done = random.pick(ways)()
        if (random.below(3) === 0) await done
        // What is due at once may come before or after the next message.
        if (random.below(2) === 0) hand.advance(0)
        continue
      }
      await sessionsIdle()
      hand.advance(0)
      await sessionsIdle()
      if (waitingWays().length === 0) return
    }
    if (goOn()) throw new Error('it does not come to rest')
  }

  return {
    members,
    conflicts,
    state: () => delivery.state(),
    advance: hand.advance,

    /** Somebody new; `start` is theirs. */
    join(id = `p${made}`, vouch?: Vouch): Member {
      made += 1
      const member: Member = {
        ...{ id, inbox: [], outbox: [], sent: [], latest: undefined, frozen: false },
        known: new Set([...members.keys(), id]),
        session: openSession(id, () => member, vouch),
      }
      for (const other of members.values()) other.known.add(id)
      members.set(id, member)
      void member.session.start(delivery.state())
      return member
    },
    leave(member: Member): void {
      members.delete(member.id)
      member.session.close()
      tellOthers(member, { type: 'left', id: member.id })
      if (members.size === 0) delivery = createGroupDelivery(Buffer.from(callId))
    },
    /** The socket broke and came back: what was under way is lost, and the welcome tells where things stand. */
    reconnect(member: Member): Promise<void> {
      member.inbox = []
      member.outbox = []
      member.known = new Set(members.keys())
      return member.session.start(delivery.state())
    },

    /** Carries messages until there are none, in the order that the seed gives; time does not pass. */
    settle: () => settleWhile(() => true),
    settleWhile,
  }
}

export type GroupRelay = ReturnType<typeof createGroupRelay>

/** What all in the call have to agree on, each in their own words. */
export async function viewsOf({ members }: GroupRelay): Promise<Set<string>> {
  const views = [...members.values()].map(async ({ latest }) =>
    JSON.stringify([
      latest?.keys.epoch,
      await latest?.privacyCode,
      latest?.members.map(({ leafIndex, participantId }) => [leafIndex, participantId]),
    ]),
  )
  return new Set(await Promise.all(views))
}

/** The participants that a member's group holds, in no order. */
export const rosterOf = (member: Member | undefined): string[] =>
  (member?.latest?.members ?? []).map(({ participantId = 'unknown' }) => participantId).toSorted()
