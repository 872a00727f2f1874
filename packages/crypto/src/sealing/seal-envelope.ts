import { toBase64Url } from '../bytes/base64url.ts'
import { isId } from '../bytes/checks.ts'
import { type ChannelKeys, latestGeneration } from '../channel-keys/channel-keys.ts'
import type { DeviceKeys } from '../identity/device-keys.ts'
import { concatBytes, randomBytes, textOf, utf8 } from '../platform.ts'
import { aeadKey, sealRandomly } from '../primitives/aead.ts'
import { derive } from '../primitives/hash.ts'
import {
  envelopeAad,
  envelopeKeyInfo,
  frankingCommitment,
  frankingKeySize,
  isJson,
  maxContentBytes,
  type SealedEnvelope,
  signedBytes,
} from './envelope-records.ts'
import { pad } from './padding.ts'

export type SealOutcome =
  | { kind: 'sealed'; envelope: SealedEnvelope }
  | { kind: 'refused'; reason: 'no_key' | 'too_large' | 'malformed' }

type Sealing = {
  keys: ChannelKeys
  device: DeviceKeys
  messageId: string
  /** JSON text. */
  content: string
}

/** Into the latest generation. Ask `dueGeneration` first: this does not know who the members are (SPEC G11). */
export async function sealEnvelope({ keys, device, messageId, content }: Sealing): Promise<SealOutcome> {
  const latest = latestGeneration(keys)
  if (!latest?.secret) return { kind: 'refused', reason: 'no_key' }
  const bytes = utf8(content)
  if (bytes.length > maxContentBytes) return { kind: 'refused', reason: 'too_large' }
  if (!isId(messageId) || textOf(bytes) !== content || !isJson(content)) return { kind: 'refused', reason: 'malformed' }
  const place = {
    channelId: keys.channelId,
    generation: latest.header.generation,
    senderId: device.userId,
    senderDeviceId: device.device.deviceId,
    messageId,
  }
  const frankingKey = randomBytes(frankingKeySize)
  const outside = { ...place, commitment: toBase64Url(frankingCommitment(frankingKey, place, bytes)) }
  const signature = await device.sign(signedBytes(outside))
  const plaintext = pad(concatBytes(frankingKey, signature, bytes))
  if (!plaintext) return { kind: 'refused', reason: 'too_large' }
  const key = await aeadKey(derive(latest.secret, envelopeKeyInfo(place)))
  const sealed = await sealRandomly(key, envelopeAad(outside), plaintext)
  return { kind: 'sealed', envelope: { ...outside, sealed: toBase64Url(sealed) } }
}
