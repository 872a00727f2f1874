import { x25519 } from '@noble/curves/ed25519.js'
import { type Bytes, concatBytes, type Key, ownBytes, subtle } from '../platform.ts'

export const x25519Size = 32

/** RFC 8410: what stands before the 32 bytes of a private key in PKCS #8. */
const pkcs8Prefix = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20)

/** u-coordinates that lead to a shared secret of zeros, in canonical form (RFC 7748 §6.1; order 1, 2, 4 and 8). */
const lowOrder = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
])

/** Canonical and not of low order. Other forms of a good key exist; nobody honest makes them. */
export function isX25519PublicKey(bytes: Uint8Array): boolean {
  if (bytes.length !== x25519Size || !isBelowPrime(bytes)) return false
  return !lowOrder.has(Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''))
}

/** Little-endian, below 2^255 - 19. */
export function isBelowPrime(bytes: Uint8Array): boolean {
  if ((bytes[31] ?? 0) !== 0x7f) return (bytes[31] ?? 0) < 0x7f
  return bytes.subarray(1, 31).some((byte) => byte !== 0xff) || (bytes[0] ?? 0) < 0xed
}

/** A key pair for one use and the secret that it shares with `publicKey`. Throws for keys of low order. */
export async function x25519Encapsulate(publicKey: Bytes): Promise<{ secret: Bytes; ciphertext: Bytes }> {
  if (!(await hasX25519())) {
    const { secretKey, publicKey: ciphertext } = x25519.keygen()
    return { secret: ownBytes(x25519.getSharedSecret(secretKey, publicKey)), ciphertext: ownBytes(ciphertext) }
  }
  const [pair, peer] = await Promise.all([generate(), importPublic(publicKey)])
  const [ciphertext, secret] = await Promise.all([
    subtle.exportKey('raw', pair.publicKey),
    subtle.deriveBits({ name: 'X25519', public: peer }, pair.privateKey, x25519Size * 8),
  ])
  return { secret: new Uint8Array(secret), ciphertext: new Uint8Array(ciphertext) }
}

/** Rejects for points of low order. */
export async function x25519Shared(privateKey: Bytes, publicKey: Bytes): Promise<Bytes> {
  if (!(await hasX25519())) return ownBytes(x25519.getSharedSecret(privateKey, publicKey))
  const own = await subtle.importKey('pkcs8', concatBytes(pkcs8Prefix, privateKey), 'X25519', false, ['deriveBits'])
  const peer = await importPublic(publicKey)
  return new Uint8Array(await subtle.deriveBits({ name: 'X25519', public: peer }, own, x25519Size * 8))
}

export const x25519PublicKey = (privateKey: Bytes): Bytes => ownBytes(x25519.getPublicKey(privateKey))

const generate = () => subtle.generateKey('X25519', false, ['deriveBits'])
const importPublic = (bytes: Bytes): Promise<Key> => subtle.importKey('raw', bytes, 'X25519', false, [])

let known: Promise<boolean> | undefined
const hasX25519 = (): Promise<boolean> => (known ??= generate().then(succeeds, fails))
const succeeds = () => true
const fails = () => false
