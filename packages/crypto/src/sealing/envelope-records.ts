import { isBytes, isBytesUpTo, isId, isRecord, isText } from '../bytes/checks.ts'
import { bytesOf, idBytes, labelled } from '../bytes/pack.ts'
import { isGeneration } from '../channel-keys/records.ts'
import { isDigest, isSignature } from '../identity/records.ts'
import type { Bytes } from '../platform.ts'
import { sealOverhead } from '../primitives/aead.ts'
import { mac } from '../primitives/hash.ts'

/** Records as they travel; packages/protocol/src/keys/sealing.ts describes them. */
export type SealedEnvelope = {
  channelId: string
  generation: number
  senderId: string
  senderDeviceId: string
  messageId: string
  commitment: string
  sealed: string
}

/** What the server keeps of an envelope and can show: all that is bound to what it cannot read. */
export type EnvelopeOutside = Omit<SealedEnvelope, 'sealed'>

export type FrankingProof = { messageId: string; content: string; frankingKey: string; signature: string }

/** SPEC E1, in bytes of UTF-8. */
export const maxContentBytes = 65_000
export const frankingKeySize = 32
const largestPlaintext = 65_536

const outside = {
  channelId: isId,
  generation: isGeneration,
  senderId: isId,
  senderDeviceId: isId,
  messageId: isId,
  commitment: isDigest,
}

export const isEnvelope = isRecord<SealedEnvelope>({ ...outside, sealed: isBytesUpTo(largestPlaintext + sealOverhead) })
export const isOutside = isRecord<EnvelopeOutside>(outside)
export const isProof = isRecord<FrankingProof>({
  messageId: isId,
  content: isText(maxContentBytes),
  frankingKey: isBytes(frankingKeySize),
  signature: isSignature,
})

export function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

type Place = Omit<EnvelopeOutside, 'commitment'>

/** SPEC E2. */
export const envelopeKeyInfo = ({ channelId, generation, senderDeviceId, messageId }: Place): Bytes =>
  labelled('envelope key', idBytes(channelId), generation, idBytes(senderDeviceId), idBytes(messageId))

/** SPEC E3. */
export const envelopeAad = ({
  channelId,
  generation,
  senderId,
  senderDeviceId,
  messageId,
  commitment,
}: EnvelopeOutside): Bytes =>
  labelled(
    'envelope',
    idBytes(channelId),
    generation,
    idBytes(senderId),
    idBytes(senderDeviceId),
    idBytes(messageId),
    bytesOf(commitment),
  )

/** SPEC E5. */
export const signedBytes = (envelope: EnvelopeOutside): Bytes => labelled('message', envelopeAad(envelope))

/** SPEC F1. */
export const frankingCommitment = (key: Uint8Array, place: Place, content: Uint8Array): Bytes =>
  mac(
    key,
    labelled(
      'franking',
      idBytes(place.channelId),
      idBytes(place.senderId),
      idBytes(place.senderDeviceId),
      idBytes(place.messageId),
      content,
    ),
  )
