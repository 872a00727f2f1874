import { createGroup } from 'ts-mls'
import type { CallGroup, CallGroupOptions } from './call-group.ts'
import { cipherSuiteOf } from './call-suite.ts'
import { clientConfig } from './client-config.ts'
import { groupEpochOf } from './group-epoch.ts'
import { makeOwnLeaf } from './own-leaf.ts'
import { TsMlsGroup } from './ts-mls-group.ts'

/** A group with nobody but ourselves, at epoch 0. Throws RangeError for an identity against SPEC M2. */
export async function createCallGroup({ callId, identity, suite }: CallGroupOptions): Promise<CallGroup> {
  const cipherSuite = await cipherSuiteOf(suite)
  const { publicPackage, privatePackage } = await makeOwnLeaf(identity, cipherSuite)
  const state = await createGroup(callId.slice(), publicPackage, privatePackage, [], cipherSuite, clientConfig)
  const first = await groupEpochOf(state, cipherSuite)
  if (!first) throw new Error('a new group has one valid member')
  return new TsMlsGroup(first, cipherSuite)
}
