import { type Bytes, concatBytes, type Key, ownBytes, subtle, utf8 } from '../platform.ts'
import { type FrameSuite, nonceSize } from './frame-suite.ts'

/** The keys of one sender in one epoch (RFC 9605 §4.4.2), imported and not extractable, apart from the salt. */
export type FrameKey = {
  readonly suite: FrameSuite
  readonly cipher: Key
  /** Of the CTR suites. */
  readonly authentication?: Key
  readonly salt: Bytes
}

/** A base key as HKDF input, so that the raw bytes need not be kept. */
export function importBaseKey(baseKey: Uint8Array): Promise<Key> {
  return subtle.importKey('raw', ownBytes(baseKey), 'HKDF', false, ['deriveKey', 'deriveBits'])
}

/** Key and salt for a key id of up to 64 bits. */
export async function deriveFrameKey(suite: FrameSuite, baseKey: Uint8Array | Key, kid: bigint): Promise<FrameKey> {
  const base = baseKey instanceof Uint8Array ? await importBaseKey(baseKey) : baseKey
  const label = (text: string) => concatBytes(utf8(text), kidAndSuite(kid, suite.id))
  const salt = await expand(base, hkdf(suite, label('SFrame 1.0 Secret salt ')), nonceSize)
  const forKey = hkdf(suite, label('SFrame 1.0 Secret key '))
  if (suite.mode === 'gcm') return { suite, cipher: await expandToGcmKey(suite, base, forKey), salt }

  const bytes = await expand(base, forKey, suite.keySize)
  const key = await importCtrKey(suite, bytes, salt)
  bytes.fill(0)
  return key
}

/** The AES key comes first, the HMAC key follows (§4.5.1). */
export async function importCtrKey(suite: FrameSuite, bytes: Bytes, salt: Bytes): Promise<FrameKey> {
  const cipher = await subtle.importKey('raw', bytes.subarray(0, suite.cipherKeySize), { name: 'AES-CTR' }, false, [
    'encrypt',
    'decrypt',
  ])
  const hmac = { name: 'HMAC', hash: suite.hash } as const
  const authentication = await subtle.importKey('raw', bytes.subarray(suite.cipherKeySize), hmac, false, ['sign'])
  return { suite, cipher, authentication, salt }
}

const hkdf = (suite: FrameSuite, info: Bytes) =>
  ({ name: 'HKDF', hash: suite.hash, salt: new Uint8Array(0), info }) as const

type Hkdf = ReturnType<typeof hkdf>

async function expand(base: Key, algorithm: Hkdf, size: number): Promise<Bytes> {
  return new Uint8Array(await subtle.deriveBits(algorithm, base, size * 8))
}

function expandToGcmKey(suite: FrameSuite, base: Key, from: Hkdf): Promise<Key> {
  const algorithm = { name: 'AES-GCM', length: suite.keySize * 8 } as const
  return subtle.deriveKey(from, base, algorithm, false, ['encrypt', 'decrypt'])
}

function kidAndSuite(kid: bigint, suiteId: number): Bytes {
  const bytes = new Uint8Array(10)
  const view = new DataView(bytes.buffer)
  view.setBigUint64(0, kid)
  view.setUint16(8, suiteId)
  return bytes
}
