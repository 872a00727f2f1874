import { fromBase64Url, toBase64Url } from '../bytes/base64url.ts'
import { bytesOf } from '../bytes/pack.ts'
import { type ChannelKeys, knownGeneration, memberOf } from '../channel-keys/channel-keys.ts'
import { type Named, rosterAccount } from '../channel-keys/check-roster.ts'
import { type AccountDevice, anyDevice, isStanding } from '../identity/account.ts'
import { type Bytes, ownBytes, textOf } from '../platform.ts'
import { aeadKey, openRandomly } from '../primitives/aead.ts'
import { ed25519Sizes, ed25519Verify } from '../primitives/ed25519.ts'
import { derive } from '../primitives/hash.ts'
import type { Contacts } from '../trust/contact.ts'
import {
  envelopeAad,
  envelopeKeyInfo,
  type FrankingProof,
  frankingCommitment,
  frankingKeySize,
  isEnvelope,
  isJson,
  type SealedEnvelope,
  signedBytes,
} from './envelope-records.ts'
import { unpad } from './padding.ts'

export type OpenRefusal =
  | 'malformed'
  | 'wrong_channel'
  | 'unknown_generation'
  | 'not_in_roster'
  | 'bad_seal'
  | 'bad_signature'
  | 'bad_commitment'

export type OpenOutcome =
  /** `senderStands`: the device was not revoked since. `proof` goes along with a report, should there be one. */
  | { kind: 'opened'; content: string; senderStands: boolean; proof: FrankingProof }
  /** Read this person's log, of this identity, and open it again; still unknown means refused. */
  | { kind: 'unknown_device'; sender: Named }
  | { kind: 'refused'; reason: OpenRefusal }

type Opening = { keys: ChannelKeys; contacts: Contacts; envelope: SealedEnvelope }

const refused = (reason: OpenRefusal) => ({ kind: 'refused', reason }) as const

/** SPEC E6. Whether a message id came before is the caller's to know (E7). */
export async function openEnvelope(opening: Opening): Promise<OpenOutcome> {
  const { keys, envelope } = opening
  const sealed = isEnvelope(envelope) ? fromBase64Url(envelope.sealed) : undefined
  if (!sealed) return refused('malformed')
  if (envelope.channelId !== keys.channelId) return refused('wrong_channel')
  const secret = knownGeneration(keys, envelope.generation)?.secret
  if (!secret) return refused('unknown_generation')
  const sender = senderOf(opening)
  if (sender.kind !== 'device') return sender
  const key = await aeadKey(derive(secret, envelopeKeyInfo(envelope)))
  const padded = await openRandomly(key, envelopeAad(envelope), sealed)
  return padded ? readPlaintext(envelope, sender.device, padded) : refused('bad_seal')
}

type Sender = { kind: 'device'; device: AccountDevice } | Exclude<OpenOutcome, { kind: 'opened' }>

function senderOf({ keys, contacts, envelope }: Opening): Sender {
  const roster = knownGeneration(keys, envelope.generation)?.roster ?? []
  const member = memberOf(roster, envelope.senderId)
  if (!member) return refused('not_in_roster')
  const account = rosterAccount(member, contacts)
  const device = account && anyDevice(account, envelope.senderDeviceId)
  if (device?.keys.kind === 'device') return { kind: 'device', device }
  return { kind: 'unknown_device', sender: { userId: member.userId, identityKey: member.identityKey } }
}

async function readPlaintext(envelope: SealedEnvelope, sender: AccountDevice, padded: Bytes): Promise<OpenOutcome> {
  const plaintext = unpad(padded)
  const contentStart = frankingKeySize + ed25519Sizes.signature
  if (!plaintext || plaintext.length < contentStart) return refused('malformed')
  const frankingKey = plaintext.subarray(0, frankingKeySize)
  const signature = ownBytes(plaintext.subarray(frankingKeySize, contentStart))
  const bytes = plaintext.subarray(contentStart)
  const signatureKey = bytesOf(sender.keys.signatureKey)
  if (!(await ed25519Verify(signatureKey, signature, signedBytes(envelope)))) return refused('bad_signature')
  const commitment = toBase64Url(frankingCommitment(frankingKey, envelope, bytes))
  if (commitment !== envelope.commitment) return refused('bad_commitment')
  const content = textOf(bytes)
  if (content === undefined || !isJson(content)) return refused('malformed')
  const { messageId } = envelope
  const proof = { messageId, content, frankingKey: toBase64Url(frankingKey), signature: toBase64Url(signature) }
  return { kind: 'opened', content, senderStands: isStanding(sender), proof }
}
