import { ByteReader, type Refusal, RefusedError, refusalOr } from './byte-reader.ts'

export type CommitHeader =
  | { kind: 'commit'; groupId: Uint8Array; epoch: number; sender: 'member'; leafIndex: number }
  | { kind: 'commit'; groupId: Uint8Array; epoch: number; sender: 'new_member_commit' }
  | { kind: 'refused'; reason: Refusal }

const mls10 = 1
const mlsPublicMessage = 1
const senderMember = 1
const senderNewMemberCommit = 4
const contentCommit = 3
const proposalByValue = 1
const proposalTypes = { remove: 3, externalInit: 6 }

/**
 * Reads the framing of an MLSMessage that holds a PublicMessage with a commit (RFC 9420 §6, §6.1, §6.2); anything else is refused.
 * The whole message must fit to the byte, as far as calls use the format: proposals are removals and external inits (SPEC M5,
 * M6), the path is there. Tags and signatures are the members' business. `groupId` is a view into `bytes`.
 */
export function readCommitHeader(bytes: Uint8Array, maxSizeBytes: number): CommitHeader {
  return refusalOr(() => {
    if (bytes.length > maxSizeBytes) throw new RefusedError('too_large')
    const reader = new ByteReader(bytes)
    if (reader.uint(2) !== mls10) throw new RefusedError('not_mls10')
    if (reader.uint(2) !== mlsPublicMessage) throw new RefusedError('not_a_public_commit')

    const groupId = reader.vector()
    const epoch = reader.uint64()
    const senderType = reader.uint(1)
    const isMember = senderType === senderMember
    if (!isMember && senderType !== senderNewMemberCommit) throw new RefusedError('not_a_public_commit')
    const leafIndex = isMember ? reader.uint(4) : 0
    reader.vector() // authenticated_data
    if (reader.uint(1) !== contentCommit) throw new RefusedError('not_a_public_commit')
    skipCommit(reader)
    reader.vector() // signature
    reader.vector() // confirmation_tag
    if (isMember) reader.vector() // membership_tag
    reader.end()

    return isMember
      ? { kind: 'commit', groupId, epoch, sender: 'member', leafIndex }
      : { kind: 'commit', groupId, epoch, sender: 'new_member_commit' }
  })
}

/** §12.4: the proposals, then `optional<UpdatePath>`. */
function skipCommit(reader: ByteReader): void {
  const proposals = new ByteReader(reader.vector())
  while (!proposals.atEnd) skipProposal(proposals)
  const hasPath = reader.uint(1)
  if (hasPath !== 1) throw new RefusedError('malformed')
  skipLeafNode(reader)
  const nodes = new ByteReader(reader.vector())
  while (!nodes.atEnd) skipPathNode(nodes)
}

function skipProposal(reader: ByteReader): void {
  if (reader.uint(1) !== proposalByValue) throw new RefusedError('malformed')
  const type = reader.uint(2)
  if (type === proposalTypes.remove) reader.uint(4)
  else if (type === proposalTypes.externalInit) reader.vector()
  else throw new RefusedError('malformed')
}

const credentialBasic = 1
const leafNodeSourceCommit = 3

/** §7.2, as it stands in an update path. */
function skipLeafNode(reader: ByteReader): void {
  reader.vector() // encryption_key
  reader.vector() // signature_key
  if (reader.uint(2) !== credentialBasic) throw new RefusedError('malformed')
  reader.vector() // identity
  for (let list = 0; list < 5; list++) reader.vector() // capabilities
  if (reader.uint(1) !== leafNodeSourceCommit) throw new RefusedError('malformed')
  reader.vector() // parent_hash
  reader.vector() // extensions
  reader.vector() // signature
}

/** §7.6: a public key and the path secret encrypted for each recipient. */
function skipPathNode(reader: ByteReader): void {
  reader.vector()
  const ciphertexts = new ByteReader(reader.vector())
  while (!ciphertexts.atEnd) {
    ciphertexts.vector() // kem_output
    ciphertexts.vector() // ciphertext
  }
}
