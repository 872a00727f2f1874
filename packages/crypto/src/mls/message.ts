import {
  type CiphersuiteImpl,
  type ClientState,
  createGroupInfoWithExternalPubAndRatchetTree,
  decodeMlsMessage,
  encodeMlsMessage,
  type FramedContentCommitData,
  type FramedContentData,
  type GroupInfo,
  type MLSMessage,
  type PublicMessage,
} from 'ts-mls'
import { equalBytes } from '../platform.ts'

export type CommitContent = FramedContentData & FramedContentCommitData
export type CommitMessage = { message: PublicMessage; content: CommitContent }

/** `undefined` unless the bytes are exactly one PublicMessage with a commit (SPEC M4). */
export function decodeCommit(bytes: Uint8Array): CommitMessage | undefined {
  const decoded = decodeExactly(bytes)
  if (decoded?.wireformat !== 'mls_public_message') return undefined
  const message = decoded.publicMessage
  return message.content.contentType === 'commit' ? { message, content: message.content } : undefined
}

export function decodeGroupInfo(bytes: Uint8Array): GroupInfo | undefined {
  const decoded = decodeExactly(bytes)
  return decoded?.wireformat === 'mls_group_info' ? decoded.groupInfo : undefined
}

export const encodePublicMessage = (publicMessage: PublicMessage): Uint8Array =>
  encodeMlsMessage({ version: 'mls10', wireformat: 'mls_public_message', publicMessage })

export async function encodeGroupInfoOf(state: ClientState, cipherSuite: CiphersuiteImpl): Promise<Uint8Array> {
  const groupInfo = await createGroupInfoWithExternalPubAndRatchetTree(state, [], cipherSuite)
  return encodeMlsMessage({ version: 'mls10', wireformat: 'mls_group_info', groupInfo })
}

/**
 * Encoding back must give the same bytes: the decoder passes over trailing bytes and over lengths that are not minimal,
 * which RFC 9420 §2.1.2 forbids. It reports bad input partly by `undefined`, partly by throwing anything at all.
 */
function decodeExactly(bytes: Uint8Array): MLSMessage | undefined {
  try {
    const decoded = decodeMlsMessage(bytes, 0)?.[0]
    return decoded && equalBytes(encodeMlsMessage(decoded), bytes) ? decoded : undefined
  } catch {
    return undefined
  }
}
