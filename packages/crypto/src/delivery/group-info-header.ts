import { ByteReader, type Refusal, RefusedError, refusalOr } from './byte-reader.ts'

export type GroupInfoHeader =
  | { kind: 'group_info'; groupId: Uint8Array; epoch: number; cipherSuite: number; signer: number }
  | { kind: 'refused'; reason: Refusal }

const mls10 = 1
const mlsGroupInfo = 4

/**
 * Reads the GroupContext of an MLSMessage that holds a GroupInfo (RFC 9420 §6, §12.4.3, §8.1). All of the outer framing must fit to
 * the byte; signatures are the members' business. `groupId` is a view into `bytes`.
 */
export function readGroupInfoHeader(bytes: Uint8Array, maxSizeBytes: number): GroupInfoHeader {
  return refusalOr(() => {
    if (bytes.length > maxSizeBytes) throw new RefusedError('too_large')
    const reader = new ByteReader(bytes)
    if (reader.uint(2) !== mls10) throw new RefusedError('not_mls10')
    if (reader.uint(2) !== mlsGroupInfo) throw new RefusedError('not_a_group_info')

    if (reader.uint(2) !== mls10) throw new RefusedError('not_mls10')
    const cipherSuite = reader.uint(2)
    const groupId = reader.vector()
    const epoch = reader.uint64()
    reader.vector() // tree_hash
    reader.vector() // confirmed_transcript_hash
    reader.vector() // extensions of the group context

    checkExtensions(reader.vector())
    reader.vector() // confirmation_tag
    const signer = reader.uint(4)
    reader.vector() // signature
    reader.end()
    return { kind: 'group_info', groupId, epoch, cipherSuite, signer }
  })
}

function checkExtensions(list: Uint8Array): void {
  const reader = new ByteReader(list)
  while (!reader.atEnd) {
    reader.uint(2)
    reader.vector()
  }
}
