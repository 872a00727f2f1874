import { describe, expect, it } from 'vitest'
import { callId, callOf, viewOf } from '../testing/call.ts'
import { commitBy, intrude, renamed } from '../testing/intruder.ts'
import { cipherSuiteOf } from './call-suite.ts'
import { enterCallGroup } from './enter-call-group.ts'
import { makeOwnLeaf } from './own-leaf.ts'

/** All of these are well-formed and properly signed: only the rules of a call stand against them. */
describe('M6: an entry', () => {
  it('that keeps to the rules applies (so that the refusals below mean something)', async () => {
    const call = await callOf(['anna', 'ben'])
    const [anna, ben] = call.groups
    expect(await anna?.process((await intrude(call.groupInfo, 'mallory')).commit)).toBe('applied')
    expect(await ben?.process((await intrude(call.groupInfo, 'ben', 'ben')).commit)).toBe('removed')
  })

  it('cannot take away the leaf of somebody else', async () => {
    const call = await callOf(['anna', 'ben', 'carl'])
    const { commit } = await intrude(call.groupInfo, 'mallory', 'ben')
    for (const group of call.groups) {
      const before = await viewOf(group)
      expect(await group.process(commit)).toBe('rejected')
      expect(await viewOf(group)).toBe(before)
    }
  })

  it('M3: cannot put a second leaf of an identity beside the first', async () => {
    const call = await callOf(['anna', 'ben', 'carl'])
    const entry = await intrude(call.groupInfo, 'ben')
    for (const group of call.groups) expect(await group.process(entry.commit)).toBe('rejected')
    for (const identity of ['dora', 'ben']) {
      const outcome = await enterCallGroup({ groupInfo: entry.groupInfo, callId, identity, suite: 'x25519' })
      expect(outcome).toEqual({ kind: 'rejected', reason: 'invalid' })
    }
  })
})

describe('M5: a commit by a member', () => {
  it('may remove others or only renew its own keys', async () => {
    for (const proposals of [[], [{ proposalType: 'remove' as const, remove: { removed: 1 } }]]) {
      const { groups, state } = await memberOf(['anna', 'ben'])
      expect(await groups[0]?.process(await commitBy(state, proposals))).toBe('applied')
    }
  })

  it('cannot add anybody', async () => {
    const { groups, state } = await memberOf(['anna', 'ben'])
    const { publicPackage } = await makeOwnLeaf({ identity: 'accomplice' }, await cipherSuiteOf('x25519'))
    const commit = await commitBy(state, [{ proposalType: 'add', add: { keyPackage: publicPackage } }])
    expect(await groups[0]?.process(commit)).toBe('rejected')
  })

  it('cannot change who it is', async () => {
    const { groups, state } = await memberOf(['anna', 'ben'])
    for (const name of ['carl', 'mallory\na voucher']) {
      const commit = await commitBy(renamed(state, name), [])
      expect(await groups[0]?.process(commit)).toBe('rejected')
    }
  })

  it('cannot change the group itself', async () => {
    const { groups, state } = await memberOf(['anna', 'ben'])
    const proposal = { proposalType: 'group_context_extensions' as const, groupContextExtensions: { extensions: [] } }
    expect(await groups[0]?.process(await commitBy(state, [proposal]))).toBe('rejected')
  })
})

async function memberOf(identities: string[]) {
  const call = await callOf(identities)
  const mallory = await intrude(call.groupInfo, 'mallory')
  for (const group of call.groups) expect(await group.process(mallory.commit)).toBe('applied')
  return { groups: call.groups, state: mallory.state }
}
