import { type CallGroup, createCallGroup, enterCallGroup, type PendingEntry } from '@chaos/crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Commit, createGroupDelivery, type GroupDelivery } from './group-delivery.ts'

const callId = Buffer.from('call 1')
const suite = 'x25519'
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
const refused = (reason: string) => ({ kind: 'refused', reason })

async function entryOn(groupInfo: string, identity: string, id = callId): Promise<PendingEntry> {
  const info = Buffer.from(groupInfo, 'base64url')
  const outcome = await enterCallGroup({ groupInfo: info, callId: id, identity, suite })
  if (outcome.kind !== 'entered') throw new Error(outcome.reason)
  return outcome.pending
}
const asCommit = ({ epoch, commit, groupInfo }: Omit<PendingEntry, 'confirm' | 'discard'>): Commit => ({
  epoch,
  commit: text(commit),
  groupInfo: text(groupInfo),
})

let anna: CallGroup
let first: string
let entry: Commit
let rival: Commit
/** The same, of a call with another id. */
let foreign: { first: string; entry: Commit }

beforeAll(async () => {
  anna = await createCallGroup({ callId, identity: 'anna', suite })
  first = text(await anna.groupInfo())
  entry = asCommit(await entryOn(first, 'ben'))
  rival = asCommit(await entryOn(first, 'carl'))
  const otherId = Buffer.from('call 2')
  const otherFirst = text(await (await createCallGroup({ callId: otherId, identity: 'anna', suite })).groupInfo())
  foreign = { first: otherFirst, entry: asCommit(await entryOn(otherFirst, 'ben', otherId)) }
})

let delivery: GroupDelivery
beforeEach(() => {
  delivery = createGroupDelivery(callId)
})

describe('G2: creation', () => {
  it('is taken when there is no group, at epoch 0', () => {
    expect(delivery.state()).toBeNull()
    expect(delivery.create(first, false)).toEqual({ kind: 'accepted', epoch: 0 })
    expect(delivery.state()).toEqual({ epoch: 0, groupInfo: first })
  })

  it('is refused when there is one, unless the creator is alone', () => {
    delivery.create(first, true)
    delivery.commit(entry)
    expect(delivery.create(first, false)).toEqual(refused('stale_epoch'))
    expect(delivery.state()?.epoch).toBe(1)
    expect(delivery.create(first, true)).toEqual({ kind: 'accepted', epoch: 0 })
    expect(delivery.state()).toEqual({ epoch: 0, groupInfo: first })
  })

  it('G1: is refused for another call, another epoch, or bytes that are no GroupInfo', () => {
    expect(delivery.create(foreign.first, true)).toEqual(refused('other_call'))
    expect(delivery.create(entry.groupInfo, true)).toEqual(refused('malformed'))
    for (const groupInfo of ['', 'AAAA', entry.commit, first.slice(0, -8)]) {
      expect(delivery.create(groupInfo, true)).toEqual(refused('malformed'))
    }
    expect(delivery.state()).toBeNull()
  })
})

describe('G3: commits', () => {
  beforeEach(() => {
    delivery.create(first, true)
  })

  it('one an epoch is taken, the first', () => {
    expect(delivery.commit(entry)).toEqual({ kind: 'accepted', epoch: 1 })
    expect(delivery.commit(rival)).toEqual(refused('stale_epoch'))
    expect(delivery.state()).toEqual({ epoch: 1, groupInfo: entry.groupInfo })
  })

  it('G5: the loser enters again from where the group stands', async () => {
    delivery.commit(entry)
    const again = asCommit(await entryOn(delivery.state()?.groupInfo ?? '', 'carl'))
    expect(again.epoch).toBe(1)
    expect(delivery.commit(again)).toEqual({ kind: 'accepted', epoch: 2 })
  })

  it('G7: removals are taken like entries', async () => {
    delivery.commit(entry)
    const ours = await createCallGroup({ callId, identity: 'anna', suite })
    const removalDelivery = createGroupDelivery(callId)
    removalDelivery.create(text(await ours.groupInfo()), true)
    const pending = await entryOn(removalDelivery.state()?.groupInfo ?? '', 'ben')
    expect(removalDelivery.commit(asCommit(pending)).kind).toBe('accepted')
    await ours.process(pending.commit)
    const removal = await ours.remove([1])
    if (!removal) throw new Error('nothing to remove')
    expect(removalDelivery.commit(asCommit(removal))).toEqual({ kind: 'accepted', epoch: 2 })
  })

  it('are refused before there is a group and for any other epoch', () => {
    expect(createGroupDelivery(callId).commit(entry)).toEqual(refused('stale_epoch'))
    for (const epoch of [1, 2, 2 ** 53 - 1]) {
      expect(delivery.commit({ ...entry, epoch })).toEqual(refused('stale_epoch'))
    }
  })

  it('are refused when their bytes are of another epoch than they say, of another call, or no commit', () => {
    delivery.commit(entry)
    expect(delivery.commit({ ...rival, epoch: 1 })).toEqual(refused('malformed'))
    const fresh = createGroupDelivery(callId)
    fresh.create(first, true)
    expect(fresh.commit(foreign.entry)).toEqual(refused('other_call'))
    for (const commit of ['', 'AAAA', first, entry.commit.slice(0, -8)]) {
      expect(fresh.commit({ ...entry, commit })).toEqual(refused('malformed'))
    }
    expect(fresh.state()?.epoch).toBe(0)
  })

  it('are refused when their GroupInfo is not of the next epoch of this call', () => {
    expect(delivery.commit({ ...entry, groupInfo: first })).toEqual(refused('malformed'))
    expect(delivery.commit({ ...entry, groupInfo: foreign.entry.groupInfo })).toEqual(refused('other_call'))
    expect(delivery.commit({ ...entry, groupInfo: entry.commit })).toEqual(refused('malformed'))
    expect(delivery.state()).toEqual({ epoch: 0, groupInfo: first })
    expect(delivery.commit(entry).kind).toBe('accepted')
  })
})
