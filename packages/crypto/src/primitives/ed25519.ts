import { ed25519 } from '@noble/curves/ed25519.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { type Bytes, concatBytes, type Key, ownBytes, subtle } from '../platform.ts'
import { isBelowPrime } from './x25519.ts'

export const ed25519Sizes = { seed: 32, publicKey: 32, signature: 64 } as const

/** RFC 8410, as for X25519. */
const pkcs8Prefix = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20)

const order = 2n ** 252n + 27742317777372353535851937790883648493n

/** y-coordinates of the eight points of small order, below the prime; the sign of x does not matter. */
const smallOrder = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
])

const hexOf = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** SPEC I3: canonical and not of small order. */
export function isEd25519Point(bytes: Uint8Array): boolean {
  if (bytes.length !== ed25519Sizes.publicKey) return false
  const y = bytes.slice()
  y[31] = (y[31] ?? 0) & 0x7f
  return isBelowPrime(y) && !smallOrder.has(hexOf(y))
}

/** SPEC I3: what platforms might judge differently is refused before they are asked. */
export async function ed25519Verify(publicKey: Bytes, signature: Bytes, message: Bytes): Promise<boolean> {
  if (signature.length !== ed25519Sizes.signature || littleEndian(signature.subarray(32)) >= order) return false
  if (!isEd25519Point(publicKey) || !isEd25519Point(signature.subarray(0, 32))) return false
  if (!(await hasEd25519())) return verifyInScript(publicKey, signature, message)
  try {
    const key = await subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify'])
    return await subtle.verify('Ed25519', key, signature, message)
  } catch {
    // A point that is not on the curve.
    return false
  }
}

/** The private key where the platform keeps it, out of reach of scripts; `undefined` where it has no Ed25519. */
export async function generateNative(): Promise<{ publicKey: Bytes; key: Key } | undefined> {
  if (!(await hasEd25519())) return undefined
  const pair = await generate()
  return { publicKey: new Uint8Array(await subtle.exportKey('raw', pair.publicKey)), key: pair.privateKey }
}

export const signNative = async (key: Key, message: Bytes): Promise<Bytes> =>
  new Uint8Array(await subtle.sign('Ed25519', key, message))

/** From a seed (RFC 8032 §5.1.5): where the platform has no Ed25519, and for keys that live in a backup. */
export async function signWithSeed(seed: Bytes, message: Bytes): Promise<Bytes> {
  if (!(await hasEd25519())) return ownBytes(ed25519.sign(message, seed))
  return signNative(
    await subtle.importKey('pkcs8', concatBytes(pkcs8Prefix, seed), 'Ed25519', false, ['sign']),
    message,
  )
}

export const ed25519PublicKey = (seed: Bytes): Bytes => ownBytes(ed25519.getPublicKey(seed))

/** Without the cofactor, as all platforms do it: SB = R + kA. */
export function verifyInScript(publicKey: Bytes, signature: Bytes, message: Bytes): boolean {
  try {
    const r = signature.subarray(0, 32)
    const challenge = littleEndian(sha512(concatBytes(r, publicKey, message))) % order
    const s = littleEndian(signature.subarray(32))
    const right = ed25519.Point.fromBytes(r).add(ed25519.Point.fromBytes(publicKey).multiplyUnsafe(challenge))
    return ed25519.Point.BASE.multiplyUnsafe(s).equals(right)
  } catch {
    return false
  }
}

function littleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${hexOf(bytes.toReversed())}`)
}

const generate = () => subtle.generateKey('Ed25519', false, ['sign', 'verify'])

let known: Promise<boolean> | undefined
const hasEd25519 = (): Promise<boolean> => (known ??= generate().then(succeeds, fails))
const succeeds = () => true
const fails = () => false
