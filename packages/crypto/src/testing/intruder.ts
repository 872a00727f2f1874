import {
  type ClientConfig,
  type ClientState,
  createCommit,
  createGroupInfoWithExternalPubAndRatchetTree,
  encodeMlsMessage,
  joinGroupExternal,
  type Proposal,
} from 'ts-mls'
import { cipherSuiteOf } from '../mls/call-suite.ts'
import { clientConfig } from '../mls/client-config.ts'
import { decodeGroupInfo } from '../mls/message.ts'
import { makeOwnLeaf } from '../mls/own-leaf.ts'
import { equalBytes, utf8 } from '../platform.ts'

export type IntruderEntry = { commit: Uint8Array; groupInfo: Uint8Array; state: ClientState }

/** Enters with the bare library, held to none of our rules; `replacing` names whose leaf the entry takes away. */
export async function intrude(groupInfo: Uint8Array, identity: string, replacing?: string): Promise<IntruderEntry> {
  const cipherSuite = await cipherSuiteOf('x25519')
  const decoded = decodeGroupInfo(groupInfo)
  if (!decoded) throw new Error('a GroupInfo is expected')
  const { publicPackage, privatePackage } = await makeOwnLeaf({ identity }, cipherSuite)
  const config: ClientConfig = {
    ...clientConfig,
    keyPackageEqualityConfig: {
      ...clientConfig.keyPackageEqualityConfig,
      compareKeyPackageToLeafNode: (_, { credential }) =>
        credential.credentialType === 'basic' && equalBytes(credential.identity, utf8(replacing ?? '')),
    },
  }
  const { publicMessage, newState } = await joinGroupExternal(
    decoded,
    publicPackage,
    privatePackage,
    replacing !== undefined,
    cipherSuite,
    undefined,
    config,
  )
  const commit = encodeMlsMessage({ version: 'mls10', wireformat: 'mls_public_message', publicMessage })
  return { commit, groupInfo: await groupInfoBy(newState), state: newState }
}

/** A commit by a member that follows the protocol's form and none of our rules. */
export async function commitBy(state: ClientState, extraProposals: Proposal[]): Promise<Uint8Array> {
  const cipherSuite = await cipherSuiteOf('x25519')
  const { commit } = await createCommit({ state, cipherSuite }, { wireAsPublicMessage: true, extraProposals })
  return encodeMlsMessage(commit)
}

/** The same member under another name, as far as it can tell. */
export function renamed(state: ClientState, identity: string): ClientState {
  const ratchetTree = state.ratchetTree.slice()
  const own = ratchetTree[state.privatePath.leafIndex * 2]
  if (own?.nodeType !== 'leaf') throw new Error('a member has a leaf')
  const credential = { credentialType: 'basic' as const, identity: utf8(identity) }
  ratchetTree[state.privatePath.leafIndex * 2] = { nodeType: 'leaf', leaf: { ...own.leaf, credential } }
  return { ...state, ratchetTree }
}

async function groupInfoBy(state: ClientState): Promise<Uint8Array> {
  const groupInfo = await createGroupInfoWithExternalPubAndRatchetTree(state, [], await cipherSuiteOf('x25519'))
  return encodeMlsMessage({ version: 'mls10', wireformat: 'mls_group_info', groupInfo })
}
