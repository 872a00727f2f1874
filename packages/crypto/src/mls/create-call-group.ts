import { createGroup } from 'ts-mls'
import type { CallGroup, CallGroupOptions, CallSuite, LeafKeys } from './call-group.ts'
import { cipherSuiteOf } from './call-suite.ts'
import { clientConfig } from './client-config.ts'
import { groupEpochOf } from './group-epoch.ts'
import { makeOwnLeaf, newLeafKeys } from './own-leaf.ts'
import { TsMlsGroup } from './ts-mls-group.ts'

/** A group with nobody but ourselves, at epoch 0. Throws RangeError for an identity against SPEC M2. */
export async function createCallGroup({ callId, suite, ...leaf }: CallGroupOptions): Promise<CallGroup> {
  const cipherSuite = await cipherSuiteOf(suite)
  const { publicPackage, privatePackage } = await makeOwnLeaf(leaf, cipherSuite)
  const state = await createGroup(callId.slice(), publicPackage, privatePackage, [], cipherSuite, clientConfig)
  const first = await groupEpochOf(state, cipherSuite)
  if (!first) throw new Error('a new group has one valid member')
  return new TsMlsGroup(first, cipherSuite)
}

/** For one stay in one call (SPEC T5). */
export const createLeafKeys = async (suite: CallSuite): Promise<LeafKeys> => newLeafKeys(await cipherSuiteOf(suite))
