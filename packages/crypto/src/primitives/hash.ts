import { expand, extract } from '@noble/hashes/hkdf.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { type Bytes, ownBytes } from '../platform.ts'

/*
 * Hashes run here and not in WebCrypto for the reason that mls/synchronous-hash.ts gives: they are over a few bytes each, and
 * the way to WebCrypto's threads and back costs many times that.
 */
export const hash = (data: Uint8Array): Bytes => ownBytes(sha256(data))

export const mac = (key: Uint8Array, data: Uint8Array): Bytes => ownBytes(hmac(sha256, key, data))

/** HKDF-SHA-256 (RFC 5869) without salt, 32 bytes (SPEC I2). */
export const derive = (secret: Uint8Array, info: Uint8Array): Bytes =>
  kdfExpand(kdfExtract(undefined, secret), info, 32)

export const kdfExtract = (salt: Uint8Array | undefined, inputKey: Uint8Array): Bytes =>
  ownBytes(extract(sha256, inputKey, salt))

export const kdfExpand = (key: Uint8Array, info: Uint8Array, sizeBytes: number): Bytes =>
  ownBytes(expand(sha256, key, info, sizeBytes))
