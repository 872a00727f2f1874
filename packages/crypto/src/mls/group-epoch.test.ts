import { createGroup } from 'ts-mls'
import { describe, expect, it } from 'vitest'
import { callOf } from '../testing/call.ts'
import { intrude } from '../testing/intruder.ts'
import { applyCommit } from './apply-commit.ts'
import { cipherSuiteOf } from './call-suite.ts'
import { clientConfig } from './client-config.ts'
import { type GroupEpoch, groupEpochOf, retire } from './group-epoch.ts'
import { decodeCommit, encodeGroupInfoOf } from './message.ts'
import { makeOwnLeaf } from './own-leaf.ts'

const isWiped = (secret: Uint8Array) => secret.every((byte) => byte === 0)

async function firstEpoch(): Promise<GroupEpoch> {
  const cipherSuite = await cipherSuiteOf('x25519')
  const { publicPackage, privatePackage } = await makeOwnLeaf({ identity: 'anna' }, cipherSuite)
  const state = await createGroup(new Uint8Array([1]), publicPackage, privatePackage, [], cipherSuite, clientConfig)
  const epoch = await groupEpochOf(state, cipherSuite)
  if (!epoch) throw new Error('a new group is valid')
  return epoch
}

describe('M10: secrets', () => {
  it('that a call never uses are gone from the start', async () => {
    const { state, baseKey } = await firstEpoch()
    const { exporterSecret, senderDataSecret, resumptionPsk, confirmationKey, initSecret } = state.keySchedule
    expect([exporterSecret, senderDataSecret, resumptionPsk, confirmationKey].every(isWiped)).toBe(true)
    expect([initSecret, baseKey].some(isWiped)).toBe(false)
    expect(state.secretTree).toEqual([])
  })

  it('of an epoch that passed are wiped, and those that live on are not', async () => {
    const cipherSuite = await cipherSuiteOf('x25519')
    const call = await callOf(['anna', 'ben'])
    const { state } = await intrude(call.groupInfo, 'carl')
    const carl = await groupEpochOf(state, cipherSuite)
    if (!carl) throw new Error('carl is in')

    const entered = await intrude(await encodeGroupInfoOf(carl.state, cipherSuite), 'dora')
    const commit = decodeCommit(entered.commit)
    const applied = commit && (await applyCommit(carl, commit, cipherSuite))
    if (applied?.kind !== 'applied') throw new Error('dora is let in')
    const { next } = applied
    expect(next.state.historicalReceiverData.size).toBe(0)
    retire(carl, next)
    expect(Object.values(carl.state.keySchedule).every(isWiped)).toBe(true)
    expect(isWiped(carl.baseKey)).toBe(true)
    const living = [next.baseKey, next.state.signaturePrivateKey, ...Object.values(next.state.privatePath.privateKeys)]
    expect(living.some(isWiped)).toBe(false)
    retire(next)
    expect(living.every(isWiped)).toBe(true)
  })

  it('of nodes that are blank by now are not carried along', async () => {
    const call = await callOf(['anna', 'ben', 'carl', 'dora'])
    const cipherSuite = await cipherSuiteOf('x25519')
    const { state } = await intrude(call.groupInfo, 'emil')
    const blanked = { ...state, ratchetTree: state.ratchetTree.map((node, at) => (at % 2 === 1 ? undefined : node)) }
    const epoch = await groupEpochOf(blanked, cipherSuite)
    expect(Object.keys(state.privatePath.privateKeys).length).toBeGreaterThan(1)
    expect(Object.keys(epoch?.state.privatePath.privateKeys ?? {})).toEqual([String(state.privatePath.leafIndex * 2)])
  })
})
