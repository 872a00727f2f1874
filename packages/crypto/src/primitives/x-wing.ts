import { sha3_256, shake256 } from '@noble/hashes/sha3.js'
import { type Bytes, concatBytes, ownBytes, utf8 } from '../platform.ts'
import { isMlKemPublicKey, mlKemDecapsulate, mlKemEncapsulate, mlKemPublicKey, mlKemSizes } from './ml-kem.ts'
import { isX25519PublicKey, x25519Encapsulate, x25519PublicKey, x25519Shared, x25519Size } from './x25519.ts'

/**
 * X-Wing (draft-connolly-cfrg-xwing-kem), ML-KEM-768 with X25519. Our own joint of the two, since the library's does X25519 in
 * JavaScript and takes five times as long (figures: decisions/0010-boxes-by-x-wing.md); a test holds it against the library.
 */
export const xWingSizes = {
  seed: 32,
  publicKey: mlKemSizes.publicKey + x25519Size,
  ciphertext: mlKemSizes.ciphertext + x25519Size,
} as const

const label = utf8('\\.//^\\')

type Shares = { mlKem: Bytes; x25519: Bytes; ciphertext: Bytes; publicKey: Uint8Array }

export function isXWingPublicKey(bytes: Uint8Array): boolean {
  if (bytes.length !== xWingSizes.publicKey) return false
  return isMlKemPublicKey(bytes.subarray(0, mlKemSizes.publicKey)) && isX25519PublicKey(x25519Part(bytes))
}

/** Rejects for a public key that {@link isXWingPublicKey} refuses. */
export async function xWingEncapsulate(publicKey: Bytes): Promise<{ secret: Bytes; ciphertext: Bytes }> {
  const ownX25519 = x25519Encapsulate(publicKey.slice(mlKemSizes.publicKey))
  const mlKem = await mlKemEncapsulate(publicKey.slice(0, mlKemSizes.publicKey))
  const { secret, ciphertext } = await ownX25519
  const shares = { mlKem: mlKem.secret, x25519: secret, ciphertext, publicKey: x25519Part(publicKey) }
  return { secret: combine(shares), ciphertext: concatBytes(mlKem.ciphertext, ciphertext) }
}

/** `undefined` for a ciphertext of another length or with a point of low order; any other wrong one gives a wrong secret. */
export async function xWingDecapsulate(seed: Bytes, ciphertext: Bytes): Promise<Bytes | undefined> {
  if (ciphertext.length !== xWingSizes.ciphertext) return undefined
  const peer = ciphertext.slice(mlKemSizes.ciphertext)
  if (!isX25519PublicKey(peer)) return undefined
  const parts = expand(seed)
  const [x25519, mlKem] = await Promise.all([
    x25519Shared(parts.x25519, peer),
    mlKemDecapsulate(parts.mlKem, ciphertext.slice(0, mlKemSizes.ciphertext)),
  ])
  return combine({ mlKem, x25519, ciphertext: peer, publicKey: x25519PublicKey(parts.x25519) })
}

export async function xWingPublicKey(seed: Bytes): Promise<Bytes> {
  const parts = expand(seed)
  return concatBytes(await mlKemPublicKey(parts.mlKem), x25519PublicKey(parts.x25519))
}

function expand(seed: Bytes): { mlKem: Bytes; x25519: Bytes } {
  const expanded = ownBytes(shake256(seed, { dkLen: mlKemSizes.seed + x25519Size }))
  return { mlKem: expanded.slice(0, mlKemSizes.seed), x25519: expanded.slice(mlKemSizes.seed) }
}

const combine = ({ mlKem, x25519, ciphertext, publicKey }: Shares): Bytes =>
  ownBytes(sha3_256(concatBytes(mlKem, x25519, ciphertext, publicKey, label)))

const x25519Part = (publicKey: Uint8Array): Uint8Array => publicKey.subarray(mlKemSizes.publicKey)
