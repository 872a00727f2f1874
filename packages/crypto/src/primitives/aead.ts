import { type Bytes, concatBytes, type Key, ownBytes, randomBytes, subtle } from '../platform.ts'

export const aeadKeySize = 32
export const nonceSize = 12
export const tagSize = 16
/** What sealing with a random nonce adds. */
export const sealOverhead = nonceSize + tagSize

/** AES-256-GCM. Throws TypeError for a key of another length: RFC 5116 knows one only. */
export function aeadKey(bytes: Bytes): Promise<Key> {
  if (bytes.length !== aeadKeySize) throw new TypeError('an AES-256-GCM key has 32 bytes')
  return subtle.importKey('raw', bytes, { name: 'AES-GCM' }, false, ['encrypt', 'decrypt'])
}

export type Bound = { nonce: Bytes; aad: Bytes }

export async function aeadSeal(key: Key, bound: Bound, plaintext: Bytes): Promise<Bytes> {
  return new Uint8Array(await subtle.encrypt(gcm(bound), key, plaintext))
}

/** `undefined` when the tag is wrong or missing. */
export async function aeadOpen(key: Key, bound: Bound, sealed: Bytes): Promise<Bytes | undefined> {
  if (sealed.length < tagSize) return undefined
  return subtle.decrypt(gcm(bound), key, sealed).then(
    (plaintext) => new Uint8Array(plaintext),
    () => undefined,
  )
}

/** With a random nonce in front. */
export async function sealRandomly(key: Key, aad: Bytes, plaintext: Bytes): Promise<Bytes> {
  const nonce = randomBytes(nonceSize)
  return concatBytes(nonce, await aeadSeal(key, { nonce, aad }, plaintext))
}

export async function openRandomly(key: Key, aad: Bytes, sealed: Uint8Array): Promise<Bytes | undefined> {
  if (sealed.length < sealOverhead) return undefined
  const own = ownBytes(sealed)
  return aeadOpen(key, { nonce: own.subarray(0, nonceSize), aad }, own.subarray(nonceSize))
}

const gcm = ({ nonce, aad }: Bound) =>
  ({ name: 'AES-GCM', iv: nonce, additionalData: aad, tagLength: tagSize * 8 }) as const
