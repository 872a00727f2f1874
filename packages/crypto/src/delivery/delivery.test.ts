import { beforeAll, describe, expect, it } from 'vitest'
import type { CallSuite } from '../mls/call-group.ts'
import { callId, callOf, prepareEntry } from '../testing/call.ts'
import { mutate, seededRandom } from '../testing/random.ts'
import { mlsVectors, toHex } from '../testing/vectors.ts'
import { readCommitHeader, readGroupInfoHeader } from './index.ts'

const limit = 200_000
const suites: CallSuite[] = ['x25519', 'xwing']
const honest = {
  entry: new Uint8Array(),
  resync: new Uint8Array(),
  removal: new Uint8Array(),
  groupInfo: new Uint8Array(),
}

const refused = (reason: string) => ({ kind: 'refused', reason })

beforeAll(async () => {
  const call = await callOf(['anna', 'ben', 'carl'])
  honest.entry = (await prepareEntry(call, 'dora')).commit.slice()
  honest.resync = (await prepareEntry(call, 'ben')).commit.slice()
  honest.removal = ((await call.groups[1]?.remove([2]))?.commit ?? new Uint8Array()).slice()
  honest.groupInfo = call.groupInfo.slice()
})

describe('D1: commits', () => {
  it.each(suites)('made in suite %s are read: group, epoch, sender', async (suite) => {
    const call = await callOf(['anna', 'ben', 'carl'], suite)
    const newcomer = { kind: 'commit', groupId: callId, epoch: 2, sender: 'new_member_commit' }
    expect(readCommitHeader((await prepareEntry(call, 'dora')).commit, limit)).toEqual(newcomer)
    expect(readCommitHeader((await prepareEntry(call, 'ben')).commit, limit)).toEqual(newcomer)
    const removal = await call.groups[1]?.remove([0, 2])
    expect(readCommitHeader(removal?.commit ?? new Uint8Array(), limit)).toEqual({
      kind: 'commit',
      groupId: callId,
      epoch: 2,
      sender: 'member',
      leafIndex: 1,
    })
  })

  it('of other shapes are refused: welcomes, key packages, GroupInfos, private messages', () => {
    for (const { welcome, key_package } of mlsVectors<{ welcome: string; key_package: string }>('welcome')) {
      for (const hex of [welcome, key_package]) {
        expect(readCommitHeader(Buffer.from(hex, 'hex'), limit)).toEqual(refused('not_a_public_commit'))
      }
    }
    expect(readCommitHeader(honest.groupInfo, limit)).toEqual(refused('not_a_public_commit'))
    expect(readCommitHeader(Uint8Array.of(0, 1, 0, 2, 0), limit)).toEqual(refused('not_a_public_commit'))
    expect(readCommitHeader(Uint8Array.of(0, 2, 0, 1), limit)).toEqual(refused('not_mls10'))
  })

  it('with a length that is not minimal or an epoch beyond 2^53 are refused', () => {
    const header = [0, 1, 0, 1]
    const rest = [...honest.entry.subarray(4 + 1 + callId.length)]
    const longGroupId = Uint8Array.from([...header, 0x40, callId.length, ...callId, ...rest])
    expect(readCommitHeader(longGroupId, limit)).toEqual(refused('malformed'))
    const farEpoch = honest.entry.slice()
    farEpoch[4 + 1 + callId.length] = 0x20
    expect(readCommitHeader(farEpoch, limit)).toEqual(refused('malformed'))
  })
})

describe('D2: GroupInfos', () => {
  it.each(suites)('made in suite %s are read: group, epoch, suite, signer', async (suite) => {
    const { groupInfo } = await callOf(['anna', 'ben', 'carl'], suite)
    expect(readGroupInfoHeader(groupInfo, limit)).toEqual({
      kind: 'group_info',
      groupId: callId,
      epoch: 2,
      cipherSuite: suite === 'xwing' ? 83 : 1,
      signer: 2,
    })
  })

  it('are told from everything else', () => {
    expect(readGroupInfoHeader(honest.entry, limit)).toEqual(refused('not_a_group_info'))
  })
})

describe('D3: strictness', () => {
  it('refuses what is larger than allowed, before reading it', () => {
    expect(readCommitHeader(honest.entry, honest.entry.length - 1)).toEqual(refused('too_large'))
    expect(readCommitHeader(honest.entry, honest.entry.length).kind).toBe('commit')
    expect(readGroupInfoHeader(honest.groupInfo, honest.groupInfo.length - 1)).toEqual(refused('too_large'))
  })

  it('refuses every truncation and every byte too many', () => {
    for (const commit of [honest.entry, honest.resync, honest.removal]) {
      for (let length = 4; length < commit.length; length++) {
        expect(readCommitHeader(commit.subarray(0, length), limit)).toEqual(refused('malformed'))
      }
      expect(readCommitHeader(Uint8Array.of(...commit, 0), limit)).toEqual(refused('malformed'))
    }
    for (let length = 4; length < honest.groupInfo.length; length += 3) {
      expect(readGroupInfoHeader(honest.groupInfo.subarray(0, length), limit).kind).toBe('refused')
    }
    expect(readGroupInfoHeader(Uint8Array.of(...honest.groupInfo, 0), limit)).toEqual(refused('malformed'))
  })

  it('takes 100,000 random and mutated inputs each, with a header or a refusal and nothing else', () => {
    const random = seededRandom(12)
    const reasons = new Map<string, number>()
    for (let round = 0; round < 100_000; round++) {
      const seed = random.pick(Object.values(honest))
      const bytes = round % 4 === 0 ? random.bytes(random.below(200)) : mutate(random, seed)
      for (const outcome of [readCommitHeader(bytes, 10_000), readGroupInfoHeader(bytes, 10_000)]) {
        const reason = outcome.kind === 'refused' ? outcome.reason : outcome.kind
        reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
        if (outcome.kind !== 'refused' && !Number.isSafeInteger(outcome.epoch)) throw new Error(toHex(bytes))
      }
    }
    expect([...reasons.keys()].toSorted()).toEqual([
      'commit',
      'group_info',
      'malformed',
      'not_a_group_info',
      'not_a_public_commit',
      'not_mls10',
    ])
  }, 60_000)
})
