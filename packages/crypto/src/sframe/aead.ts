import { equalInConstantTime } from '../equal-in-constant-time.ts'
import { type Bytes, concatBytes, subtle } from '../platform.ts'
import type { FrameKey } from './frame-key.ts'
import { nonceSize } from './frame-suite.ts'

/** What the tag covers besides the ciphertext. */
type Bound = { nonce: Bytes; aad: Bytes }

/** RFC 9605 §4.5: ciphertext with the tag behind it. */
export async function aeadSeal(key: FrameKey, { nonce, aad }: Bound, plaintext: Bytes): Promise<Uint8Array> {
  if (key.suite.mode === 'gcm') return new Uint8Array(await subtle.encrypt(gcm(nonce, aad), key.cipher, plaintext))
  const ciphertext = new Uint8Array(await subtle.encrypt(ctr(nonce), key.cipher, plaintext))
  return concatBytes(ciphertext, await tagOf(key, { nonce, aad }, ciphertext))
}

/** `undefined` when the tag is wrong or missing. */
export async function aeadOpen(key: FrameKey, { nonce, aad }: Bound, sealed: Bytes): Promise<Uint8Array | undefined> {
  const size = sealed.length - key.suite.tagSize
  if (size < 0) return undefined
  if (key.suite.mode === 'gcm') {
    const opening = subtle.decrypt(gcm(nonce, aad), key.cipher, sealed)
    return opening.then(
      (plaintext) => new Uint8Array(plaintext),
      () => undefined,
    )
  }
  const ciphertext = sealed.subarray(0, size)
  const expected = await tagOf(key, { nonce, aad }, ciphertext)
  if (!equalInConstantTime(expected, sealed.subarray(size))) return undefined
  return new Uint8Array(await subtle.decrypt(ctr(nonce), key.cipher, ciphertext))
}

const gcm = (iv: Bytes, additionalData: Bytes) => ({ name: 'AES-GCM', iv, additionalData, tagLength: 128 }) as const

/** The low 32 bits count blocks. */
function ctr(nonce: Bytes) {
  const counter = new Uint8Array(16)
  counter.set(nonce)
  return { name: 'AES-CTR', counter, length: 32 } as const
}

/** §4.5.1: HMAC over the three lengths, nonce, AAD and ciphertext, cut to the tag's size. */
async function tagOf({ suite, authentication }: FrameKey, { nonce, aad }: Bound, ciphertext: Bytes): Promise<Bytes> {
  if (!authentication) throw new TypeError(`${suite.name} needs an HMAC key`)
  const lengthsSize = 24
  const data = new Uint8Array(lengthsSize + nonceSize + aad.length + ciphertext.length)
  const view = new DataView(data.buffer)
  view.setUint32(4, aad.length)
  view.setUint32(12, ciphertext.length)
  view.setUint32(20, suite.tagSize)
  data.set(nonce, lengthsSize)
  data.set(aad, lengthsSize + nonceSize)
  data.set(ciphertext, lengthsSize + nonceSize + aad.length)
  return new Uint8Array(await subtle.sign('HMAC', authentication, data), 0, suite.tagSize)
}
