import type { CallGroup, CallSuite } from '../mls/call-group.ts'
import { createCallGroup } from '../mls/create-call-group.ts'
import { enterCallGroup } from '../mls/enter-call-group.ts'
import { utf8 } from '../platform.ts'
import { toHex } from './vectors.ts'

export const callId = utf8('call 01')

/** What the server does for a call: keeps the newest GroupInfo and takes one commit per epoch. */
export type Call = { groupInfo: Uint8Array; groups: CallGroup[]; suite: CallSuite }

export async function startCall(identity: string, suite: CallSuite = 'x25519'): Promise<Call> {
  const group = await createCallGroup({ callId, identity, suite })
  return { groupInfo: await group.groupInfo(), groups: [group], suite }
}

export async function prepareEntry({ groupInfo, suite }: Call, identity: string) {
  const outcome = await enterCallGroup({ groupInfo, callId, identity, suite })
  if (outcome.kind === 'rejected') throw new Error(`entry ${outcome.reason}`)
  return outcome.pending
}

/** Enters, and everybody hears of it. */
export async function enter(call: Call, identity: string): Promise<CallGroup> {
  const entry = await prepareEntry(call, identity)
  await relay(call, entry.commit)
  const group = entry.confirm()
  call.groups.push(group)
  call.groupInfo = entry.groupInfo
  return group
}

export async function callOf(identities: readonly string[], suite: CallSuite = 'x25519'): Promise<Call> {
  const [first = '', ...others] = identities
  const call = await startCall(first, suite)
  for (const identity of others) await enter(call, identity)
  return call
}

export async function relay(call: Call, commit: Uint8Array): Promise<void> {
  for (const group of call.groups) {
    const outcome = await group.process(commit)
    if (outcome !== 'applied') throw new Error(`leaf ${group.ownLeafIndex}: ${outcome}`)
  }
}

/** Everything that members of one epoch must agree on; cheaper than the privacy code, which is compared where it matters. */
export async function viewOf(group: CallGroup): Promise<string> {
  return JSON.stringify([group.epoch, group.members, toHex(await group.baseKey())])
}

export async function viewsOf(groups: readonly CallGroup[]): Promise<Set<string>> {
  return new Set(await Promise.all(groups.map(viewOf)))
}
