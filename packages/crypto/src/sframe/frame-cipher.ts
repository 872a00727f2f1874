import { type Bytes, concatBytes, ownBytes } from '../platform.ts'
import { aeadOpen, aeadSeal } from './aead.ts'
import { decodeFrameHeader, encodeFrameHeader } from './frame-header.ts'
import type { FrameKey } from './frame-key.ts'
import { nonceSize } from './frame-suite.ts'

/** KID and CTR are exact to 64 bits here; the keyring's own outcome has numbers. */
export type OpenedFrame =
  | { kind: 'opened'; plaintext: Uint8Array; kid: bigint; counter: bigint }
  | { kind: 'unknown_key'; kid: bigint }
  | { kind: 'rejected'; reason: 'malformed' | 'authentication' }

const nothing = new Uint8Array(0)

/** A whole SFrame ciphertext (RFC 9605 §4.4.3): header, ciphertext, tag. A counter must never be used twice with a key. */
export function sealFrame(
  key: FrameKey,
  { kid, counter, plaintext, metadata = nothing }: SealInput,
): Promise<Uint8Array> {
  const nonce = nonceOf(key, Number(counter >> 32n), Number(counter & mask32))
  return sealUnderHeader(key, { header: encodeFrameHeader(kid, counter), nonce, plaintext, metadata })
}

type SealInput = { kid: bigint; counter: bigint; plaintext: Uint8Array; metadata?: Uint8Array }
const mask32 = 0xffff_ffffn

/** Opens one frame with whatever key `keyOf` knows for its KID. Never throws; keeps no replay state (RFC 9605 §9.3). */
export async function openFrame(
  keyOf: (kid: bigint) => FrameKey | undefined,
  frame: Uint8Array,
  metadata: Uint8Array = nothing,
): Promise<OpenedFrame> {
  const header = decodeFrameHeader(frame)
  if (!header) return { kind: 'rejected', reason: 'malformed' }
  const { kid, counter, length } = header
  const key = keyOf(kid)
  if (!key) return { kind: 'unknown_key', kid }
  const nonce = nonceOf(key, Number(counter >> 32n), Number(counter & mask32))
  const plaintext = await openBehindHeader(key, { nonce, frame, headerLength: length, metadata })
  return plaintext ? { kind: 'opened', plaintext, kid, counter } : { kind: 'rejected', reason: 'authentication' }
}

/** The salt with the counter's two halves folded into its last eight bytes. */
export function nonceOf(key: FrameKey, counterHigh: number, counterLow: number): Bytes {
  const nonce = key.salt.slice()
  const view = new DataView(nonce.buffer)
  view.setUint32(nonceSize - 8, view.getUint32(nonceSize - 8) ^ counterHigh)
  view.setUint32(nonceSize - 4, view.getUint32(nonceSize - 4) ^ counterLow)
  return nonce
}

type Sealing = { header: Bytes; nonce: Bytes; plaintext: Uint8Array; metadata: Uint8Array }

export async function sealUnderHeader(key: FrameKey, { header, nonce, plaintext, metadata }: Sealing) {
  const sealed = await aeadSeal(key, { nonce, aad: aadOf(header, metadata) }, ownBytes(plaintext))
  return concatBytes(header, sealed)
}

type Opening = { nonce: Bytes; frame: Uint8Array; headerLength: number; metadata: Uint8Array }

export function openBehindHeader(key: FrameKey, { nonce, frame, headerLength, metadata }: Opening) {
  const own = ownBytes(frame)
  const aad = aadOf(own.subarray(0, headerLength), metadata)
  return aeadOpen(key, { nonce, aad }, own.subarray(headerLength))
}

const aadOf = (header: Bytes, metadata: Uint8Array): Bytes =>
  metadata.length === 0 ? header : concatBytes(header, metadata)
