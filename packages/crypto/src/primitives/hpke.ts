import { type Bytes, concatBytes, ownBytes, utf8 } from '../platform.ts'
import { aeadKey, aeadOpen, aeadSeal, tagSize } from './aead.ts'
import { kdfExpand, kdfExtract } from './hash.ts'
import { xWingDecapsulate, xWingEncapsulate, xWingSizes } from './x-wing.ts'

/*
 * HPKE (RFC 9180), base mode, one message a context: KEM 0x647a (X-Wing), KDF 0x0001 (HKDF-SHA256), AEAD 0x0002 (AES-256-GCM).
 * A test holds it against @hpke/core.
 */
const suiteId = concatBytes(utf8('HPKE'), Uint8Array.of(0x64, 0x7a, 0, 1, 0, 2))
const version = utf8('HPKE-v1')
const none = new Uint8Array(0)
const baseMode = Uint8Array.of(0)
const keySize = 32
const nonceSize = 12

export const hpkeOverhead = xWingSizes.ciphertext + tagSize

/** `enc`, then the ciphertext. Rejects for a public key that `isXWingPublicKey` refuses. */
export async function hpkeSeal(publicKey: Bytes, info: Bytes, plaintext: Bytes): Promise<Bytes> {
  const { secret, ciphertext } = await xWingEncapsulate(publicKey)
  const { key, nonce } = keySchedule(secret, info)
  return concatBytes(ciphertext, await aeadSeal(await aeadKey(key), { nonce, aad: none }, plaintext))
}

/** `undefined` for whatever is too short, not for this key or info, or changed. */
export async function hpkeOpen(seed: Bytes, info: Bytes, sealed: Bytes): Promise<Bytes | undefined> {
  if (sealed.length < hpkeOverhead) return undefined
  const secret = await xWingDecapsulate(seed, ownBytes(sealed.slice(0, xWingSizes.ciphertext)))
  if (!secret) return undefined
  const { key, nonce } = keySchedule(secret, info)
  return aeadOpen(await aeadKey(key), { nonce, aad: none }, sealed.slice(xWingSizes.ciphertext))
}

/** §5.1, with no pre-shared key. */
function keySchedule(sharedSecret: Bytes, info: Bytes): { key: Bytes; nonce: Bytes } {
  const context = concatBytes(
    baseMode,
    labelledExtract(none, 'psk_id_hash', none),
    labelledExtract(none, 'info_hash', info),
  )
  const secret = labelledExtract(sharedSecret, 'secret', none)
  return {
    key: labelledExpand(secret, { label: 'key', info: context }, keySize),
    nonce: labelledExpand(secret, { label: 'base_nonce', info: context }, nonceSize),
  }
}

const labelledExtract = (salt: Bytes, label: string, inputKey: Bytes): Bytes =>
  kdfExtract(salt, concatBytes(version, suiteId, utf8(label), inputKey))

const labelledExpand = (secret: Bytes, { label, info }: { label: string; info: Bytes }, sizeBytes: number): Bytes =>
  kdfExpand(secret, concatBytes(Uint8Array.of(0, sizeBytes), version, suiteId, utf8(label), info), sizeBytes)
