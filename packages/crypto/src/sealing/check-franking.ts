import { toBase64Url } from '../bytes/base64url.ts'
import { bytesOf } from '../bytes/pack.ts'
import { type Account, anyDevice } from '../identity/account.ts'
import { textOf, utf8 } from '../platform.ts'
import { ed25519Verify } from '../primitives/ed25519.ts'
import {
  type EnvelopeOutside,
  type FrankingProof,
  frankingCommitment,
  isOutside,
  isProof,
  signedBytes,
} from './envelope-records.ts'

export type FrankingVerdict = 'proved' | 'malformed' | 'bad_commitment' | 'bad_signature' | 'unknown_device'

type Checking = {
  /** As the server kept it, not as the reporter shows it. */
  outside: EnvelopeOutside
  proof: FrankingProof
  /** Of the identity that the roster of that generation names. */
  sender: Account
}

/** SPEC F2: whether this device sent this content. */
export async function checkFranking({ outside, proof, sender }: Checking): Promise<FrankingVerdict> {
  if (!isOutside(outside) || !isProof(proof) || outside.messageId !== proof.messageId) return 'malformed'
  const content = utf8(proof.content)
  if (textOf(content) !== proof.content) return 'malformed'
  const device = sender.userId === outside.senderId ? anyDevice(sender, outside.senderDeviceId) : undefined
  if (device?.keys.kind !== 'device') return 'unknown_device'
  const commitment = toBase64Url(frankingCommitment(bytesOf(proof.frankingKey), outside, content))
  if (commitment !== outside.commitment) return 'bad_commitment'
  const signatureKey = bytesOf(device.keys.signatureKey)
  const isSigned = await ed25519Verify(signatureKey, bytesOf(proof.signature), signedBytes(outside))
  return isSigned ? 'proved' : 'bad_signature'
}
