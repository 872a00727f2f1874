import { describe, expect, it } from 'vitest'
import { callId, callOf, prepareEntry, viewOf } from '../testing/call.ts'
import { mutate, seededRandom } from '../testing/random.ts'
import { equalBytes } from '../platform.ts'
import { enterCallGroup } from './enter-call-group.ts'

const flipped = (bytes: Uint8Array, at: number) => {
  const changed = bytes.slice()
  changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8))
  return changed
}
const everySeventh = (bytes: Uint8Array) => Array.from({ length: Math.ceil(bytes.length / 7) }, (_, step) => step * 7)

describe('M7, M8: tampering', () => {
  it('with an entry never moves a member, and the honest commit still applies', async () => {
    const call = await callOf(['anna', 'ben', 'carl'])
    const anna = call.groups[0]
    if (!anna) throw new Error('anna is there')
    const before = await viewOf(anna)
    const entry = await prepareEntry(call, 'dora')
    for (const at of everySeventh(entry.commit)) {
      expect(await anna.process(flipped(entry.commit, at)), `byte ${at}`).not.toBe('applied')
      expect(await viewOf(anna)).toBe(before)
    }
    expect(await anna.process(entry.commit)).toBe('applied')
    expect(await viewOf(anna)).toBe(await viewOf(entry.confirm()))
  })

  it('with a removal never moves a member nor makes the one to be removed leave', async () => {
    const call = await callOf(['anna', 'ben', 'carl'])
    const [anna, ben, carl] = call.groups
    const removal = await anna?.remove([1])
    if (!ben || !carl || !removal) throw new Error('three members')
    for (const at of everySeventh(removal.commit)) {
      const changed = flipped(removal.commit, at)
      // Bytes outside the signature's reach are covered by the membership tag.
      expect(['rejected', 'ignored'], `byte ${at}`).toContain(await carl.process(changed))
      expect(['rejected', 'ignored'], `byte ${at}`).toContain(await ben.process(changed))
    }
    expect(await carl.process(removal.commit)).toBe('applied')
    expect(await ben.process(removal.commit)).toBe('removed')
  })

  it('with a GroupInfo never lets anybody enter', async () => {
    const call = await callOf(['anna', 'ben', 'carl'])
    for (const at of everySeventh(call.groupInfo)) {
      const groupInfo = flipped(call.groupInfo, at)
      const outcome = await enterCallGroup({ groupInfo, callId, identity: 'dora', suite: 'x25519' })
      expect(outcome.kind, `byte ${at}`).toBe('rejected')
    }
  })

  it('more roughly, 600 seeded times, throws nothing', async () => {
    const call = await callOf(['anna', 'ben', 'carl'])
    const anna = call.groups[0]
    const entry = await prepareEntry(call, 'dora')
    const random = seededRandom(9420)
    for (let round = 0; round < 300; round++) {
      const groupInfo = mutate(random, call.groupInfo)
      const entering = await enterCallGroup({ groupInfo, callId, identity: 'dora', suite: 'x25519' })
      expect(entering.kind === 'rejected' || equalBytes(groupInfo, call.groupInfo)).toBe(true)
      const commit = mutate(random, entry.commit)
      if (!equalBytes(commit, entry.commit)) expect(await anna?.process(commit)).not.toBe('applied')
    }
  })
})
