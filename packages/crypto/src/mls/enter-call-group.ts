import { type CiphersuiteImpl, type GroupInfo, joinGroupExternal, type RatchetTree } from 'ts-mls'
import { decodeRatchetTree } from 'ts-mls/ratchetTree.js'
import { equalBytes } from '../platform.ts'
import type { CallGroupOptions, CallMember, EnterOutcome, PendingEntry } from './call-group.ts'
import { cipherSuiteOf } from './call-suite.ts'
import { clientConfig } from './client-config.ts'
import { type GroupEpoch, groupEpochOf, retire } from './group-epoch.ts'
import { decodeGroupInfo, encodeGroupInfoOf, encodePublicMessage } from './message.ts'
import { makeOwnLeaf } from './own-leaf.ts'
import { rosterOf } from './roster.ts'
import { TsMlsGroup } from './ts-mls-group.ts'

type Reason = Extract<EnterOutcome, { kind: 'rejected' }>['reason']
const rejected = (reason: Reason): EnterOutcome => ({ kind: 'rejected', reason })

/**
 * Prepares an external commit (RFC 9420 §12.4.3.2) on the GroupInfo that the server handed out. A stale leaf of the same identity is
 * removed by the same commit. Throws RangeError for an identity against SPEC M2.
 */
export async function enterCallGroup(options: CallGroupOptions & { groupInfo: Uint8Array }): Promise<EnterOutcome> {
  const cipherSuite = await cipherSuiteOf(options.suite)
  const groupInfo = decodeGroupInfo(options.groupInfo)
  if (!groupInfo) return rejected('malformed')
  const { groupId, cipherSuite: suiteName } = groupInfo.groupContext
  if (!equalBytes(groupId, options.callId) || suiteName !== cipherSuite.name) return rejected('other_call')

  const members = membersIn(groupInfo)
  if (!members) return rejected('invalid')
  const isStale = (member: CallMember) => member.identity === options.identity
  if (members.every(isStale)) return rejected('nobody_left')
  const ownLeaf = await makeOwnLeaf(options, cipherSuite)
  const entry = await join(groupInfo, { ownLeaf, replacesStale: members.some(isStale), cipherSuite })
  return entry ? { kind: 'entered', pending: entry } : rejected('invalid')
}

type Joining = {
  ownLeaf: Awaited<ReturnType<typeof makeOwnLeaf>>
  replacesStale: boolean
  cipherSuite: CiphersuiteImpl
}

/** The roster, if the GroupInfo carries what SPEC M8 asks and no more. */
function membersIn({ groupContext, extensions }: GroupInfo): readonly CallMember[] | undefined {
  const treeExtension = extensions.find(({ extensionType }) => extensionType === 'ratchet_tree')
  const publicKey = extensions.find(({ extensionType }) => extensionType === 'external_pub')
  const isPlain = groupContext.extensions.length === 0 && extensions.length === 2 && publicKey !== undefined
  const encoded = treeExtension?.extensionData
  const tree = isPlain && encoded ? decodeTree(encoded) : undefined
  return tree && groupContext.epoch < Number.MAX_SAFE_INTEGER ? rosterOf(tree) : undefined
}

function decodeTree(encoded: Uint8Array): RatchetTree | undefined {
  try {
    return decodeRatchetTree(encoded, 0)?.[0]
  } catch {
    // The decoder throws for some malformed input and returns undefined for other.
    return undefined
  }
}

/** `undefined` when the library finds the tree, a signature or a key invalid, for which it throws errors of many kinds. */
async function join(groupInfo: GroupInfo, { ownLeaf, replacesStale, cipherSuite }: Joining) {
  try {
    const { publicPackage, privatePackage } = ownLeaf
    const { publicMessage, newState } = await joinGroupExternal(
      groupInfo,
      publicPackage,
      privatePackage,
      replacesStale,
      cipherSuite,
      undefined,
      clientConfig,
    )
    const first = await groupEpochOf(newState, cipherSuite)
    if (!first) return undefined
    const commit = encodePublicMessage(publicMessage)
    const nextInfo = await encodeGroupInfoOf(first.state, cipherSuite)
    return pendingEntry(first, {
      epoch: Number(groupInfo.groupContext.epoch),
      commit,
      groupInfo: nextInfo,
      cipherSuite,
    })
  } catch {
    return undefined
  }
}

type Offer = { epoch: number; commit: Uint8Array; groupInfo: Uint8Array; cipherSuite: CiphersuiteImpl }

function pendingEntry(first: GroupEpoch, { epoch, commit, groupInfo, cipherSuite }: Offer): PendingEntry {
  let settled = false
  return {
    epoch,
    commit,
    groupInfo,
    confirm: () => {
      if (settled) throw new Error('the entry was confirmed or discarded before')
      settled = true
      return new TsMlsGroup(first, cipherSuite)
    },
    discard: () => {
      if (!settled) retire(first)
      settled = true
    },
  }
}
