import { describe, expect, it } from 'vitest'
import { callId, callOf, enter, prepareEntry, relay, startCall, viewOf, viewsOf } from '../testing/call.ts'
import { toHex } from '../testing/vectors.ts'
import type { CallSuite } from './call-group.ts'
import { createCallGroup, createLeafKeys } from './create-call-group.ts'
import { enterCallGroup } from './enter-call-group.ts'

const suites: CallSuite[] = ['x25519', 'xwing']

describe.each(suites)('a call in suite %s', (suite) => {
  it('K2, M9: two members agree on roster, base key and privacy code', async () => {
    const call = await startCall('anna', suite)
    const [anna] = call.groups
    const alone = await anna?.privacyCode()
    const ben = await enter(call, 'ben')
    expect(ben.epoch).toBe(1)
    const signatureKey: unknown = expect.any(Uint8Array)
    expect(ben.members).toEqual([
      { leafIndex: 0, identity: 'anna', voucher: undefined, signatureKey },
      { leafIndex: 1, identity: 'ben', voucher: undefined, signatureKey },
    ])
    expect((await viewsOf(call.groups)).size).toBe(1)
    expect(await ben.privacyCode()).toMatch(/^\d{5} \d{5} \d{5} \d{5}$/)
    expect(await ben.privacyCode()).toBe(await anna?.privacyCode())
    expect(await ben.privacyCode()).not.toBe(alone)
  })

  it('M6: a removed member learns so, and cannot follow', async () => {
    const call = await callOf(['anna', 'ben', 'carl'], suite)
    const [anna, ben, carl] = call.groups
    if (!anna || !ben || !carl) throw new Error('three members')
    const before = toHex(await ben.baseKey())
    const removal = await anna.remove([ben.ownLeafIndex])
    if (!removal) throw new Error('ben is there')
    expect(anna.members).toHaveLength(3)
    expect(removal.confirm()).toBe('confirmed')
    expect(await carl.process(removal.commit)).toBe('applied')
    expect((await viewsOf([anna, carl])).size).toBe(1)
    expect(toHex(await anna.baseKey())).not.toBe(before)

    expect(await ben.process(removal.commit)).toBe('removed')
    await expect(ben.baseKey()).rejects.toThrow('removed')
    const next = await enter({ ...call, groups: [anna, carl], groupInfo: removal.groupInfo }, 'dora')
    expect(next.ownLeafIndex).toBe(1)
    expect(await ben.process(removal.commit)).toBe('removed')
  })
})

it.each([
  ['x25519' as const, 25],
  ['xwing' as const, 12],
])(
  'in suite %s %i members agree, and two of them can be removed at once',
  async (suite, size) => {
    const call = await callOf(
      Array.from({ length: size }, (_, index) => `member ${index}`),
      suite,
    )
    expect((await viewsOf(call.groups)).size).toBe(1)
    const committer = call.groups[7]
    const removal = await committer?.remove([3, 4])
    if (!committer || !removal) throw new Error('all are there')
    expect(removal.confirm()).toBe('confirmed')
    const others = call.groups.filter((_, index) => ![3, 4, 7].includes(index))
    await relay({ ...call, groups: others }, removal.commit)
    expect((await viewsOf([...others, committer])).size).toBe(1)
    expect(committer.members).toHaveLength(size - 2)
  },
  120_000,
)

describe('commits that race', () => {
  it('M7: of two entries one is accepted and the other enters again', async () => {
    const call = await callOf(['anna', 'ben'])
    const [winner, loser] = await Promise.all([prepareEntry(call, 'carl'), prepareEntry(call, 'dora')])
    await relay(call, winner.commit)
    call.groups.push(winner.confirm())
    call.groupInfo = winner.groupInfo
    for (const group of call.groups) expect(await group.process(loser.commit)).toBe('ignored')
    loser.discard()
    expect(() => loser.confirm()).toThrow('discarded')
    await enter(call, 'dora')
    expect((await viewsOf(call.groups)).size).toBe(1)
    expect(call.groups).toHaveLength(4)
  })

  it('M7: a removal that lost is stale, and is made again in the next epoch', async () => {
    const call = await callOf(['anna', 'ben', 'carl'])
    const [anna, ben, carl] = call.groups
    const lost = await anna?.remove([1])
    const entry = await prepareEntry(call, 'dora')
    await relay(call, entry.commit)
    const dora = entry.confirm()
    expect(lost?.confirm()).toBe('stale')
    expect(anna?.epoch).toBe(entry.epoch + 1)

    const again = await anna?.remove([1])
    expect(again?.confirm()).toBe('confirmed')
    expect(await ben?.process(again?.commit ?? new Uint8Array())).toBe('removed')
    const staying = [carl, dora].filter((group) => group !== undefined)
    await relay({ ...call, groups: staying }, again?.commit ?? new Uint8Array())
    expect((await viewsOf(staying)).size).toBe(1)
  })

  it('M7: our own commit is passed over before and after the server took it; what confirm overtakes is done over', async () => {
    const call = await callOf(['anna', 'ben', 'carl'])
    const anna = call.groups[0]
    const removal = await anna?.remove([2])
    if (!anna || !removal) throw new Error('carl is there')
    expect(await anna.process(removal.commit)).toBe('ignored')
    const processing = anna.process((await call.groups[1]?.remove([2]))?.commit ?? new Uint8Array())
    const asking = anna.groupInfo()
    expect(removal.confirm()).toBe('confirmed')
    expect(await processing).toBe('ignored')
    expect(await anna.process(removal.commit)).toBe('ignored')
    expect(removal.confirm()).toBe('stale')
    const outcome = await enterCallGroup({ groupInfo: await asking, callId, identity: 'dora', suite: 'x25519' })
    expect(outcome.kind === 'entered' && outcome.pending.epoch).toBe(removal.epoch + 1)
  })

  it('M7: a member that missed a commit rejects the next and gets back in by replacing its leaf', async () => {
    const call = await callOf(['anna', 'ben', 'carl'])
    const [, ben] = call.groups
    if (!ben) throw new Error('ben is there')
    call.groups.splice(1, 1)
    await enter(call, 'dora')
    const entry = await prepareEntry(call, 'emil')
    expect(await ben.process(entry.commit)).toBe('rejected')
    const again = await enter(call, 'ben')
    expect(again.members.map(({ identity }) => identity).toSorted()).toEqual(['anna', 'ben', 'carl', 'dora'])
    expect((await viewsOf(call.groups)).size).toBe(1)
    ben.close()
  })

  it('M2, T5: shows the others its voucher and the key that it is for, and enters again with both', async () => {
    const call = await callOf(['anna', 'carl'])
    const leafKeys = await createLeafKeys('x25519')
    const kept = leafKeys.signKey.slice()
    for (const voucher of [undefined, 'a device says so']) {
      const own = { callId, identity: 'ben', suite: call.suite, voucher, leafKeys }
      const outcome = await enterCallGroup({ ...own, groupInfo: call.groupInfo })
      if (outcome.kind === 'rejected') throw new Error(outcome.reason)
      for (const group of call.groups) expect(await group.process(outcome.pending.commit)).toBe('applied')
      call.groupInfo = outcome.pending.groupInfo
      for (const { members } of [...call.groups, outcome.pending.confirm()]) {
        const [ben, ...others] = members.filter(({ identity }) => identity === 'ben')
        expect(others).toEqual([])
        expect(ben).toMatchObject({ voucher, signatureKey: leafKeys.publicKey })
      }
    }
    expect(leafKeys.signKey).toEqual(kept)
  })

  it('M6: a second device of the same identity takes the place of the first, which learns so', async () => {
    const call = await callOf(['anna', 'ben'])
    const entry = await prepareEntry(call, 'ben')
    expect(await call.groups[0]?.process(entry.commit)).toBe('applied')
    expect(await call.groups[1]?.process(entry.commit)).toBe('removed')
    const ben = entry.confirm()
    expect(await viewOf(ben)).toBe(await viewOf(call.groups[0] ?? ben))
    expect(ben.members).toHaveLength(2)
  })
})

describe('what is refused', () => {
  it('M2: identities that are empty, too long or not well-formed', async () => {
    for (const identity of ['', 'x'.repeat(257), 'a\ud800', 'anna\nben']) {
      await expect(createCallGroup({ callId, identity, suite: 'x25519' })).rejects.toThrow(RangeError)
    }
    await createCallGroup({ callId, identity: 'ä'.repeat(128), suite: 'x25519' })
  })

  it('M8: a GroupInfo of another call, of another suite, or with nobody else in it', async () => {
    const { groupInfo } = await startCall('anna')
    const reasonFor = async (change: object) => {
      const outcome = await enterCallGroup({ groupInfo, callId, identity: 'ben', suite: 'x25519', ...change })
      return outcome.kind === 'rejected' ? outcome.reason : outcome.kind
    }
    expect(await reasonFor({})).toBe('entered')
    expect(await reasonFor({ callId: new Uint8Array([9]) })).toBe('other_call')
    expect(await reasonFor({ suite: 'xwing' })).toBe('other_call')
    expect(await reasonFor({ identity: 'anna' })).toBe('nobody_left')
    expect(await reasonFor({ groupInfo: new Uint8Array(0) })).toBe('malformed')
    expect(await reasonFor({ groupInfo: Uint8Array.of(...groupInfo, 0) })).toBe('malformed')
  })

  it('M5: removing ourselves; and empty leaves are passed over', async () => {
    const call = await callOf(['anna', 'ben'])
    const anna = call.groups[0]
    await expect(anna?.remove([0])).rejects.toThrow(RangeError)
    expect(await anna?.remove([5])).toBeUndefined()
    expect((await anna?.remove([1, 1, 9]))?.epoch).toBe(1)
  })

  it('M7: commits of another call', async () => {
    const call = await callOf(['anna', 'ben'])
    const other = await createCallGroup({ callId: new Uint8Array([7]), identity: 'anna', suite: 'x25519' })
    const entry = await prepareEntry(call, 'carl')
    expect(await other.process(entry.commit)).toBe('rejected')
  })

  it('everything after close', async () => {
    const call = await callOf(['anna', 'ben'])
    const anna = call.groups[0]
    const removal = await anna?.remove([1])
    const asking = anna?.groupInfo()
    anna?.close()
    anna?.close()
    await expect(asking).rejects.toThrow('closed')
    await expect(anna?.baseKey()).rejects.toThrow('closed')
    await expect(anna?.privacyCode()).rejects.toThrow('closed')
    await expect(anna?.remove([1])).rejects.toThrow('closed')
    expect(removal?.confirm()).toBe('stale')
    expect(await anna?.process((await prepareEntry(call, 'carl')).commit)).toBe('ignored')
  })
})
