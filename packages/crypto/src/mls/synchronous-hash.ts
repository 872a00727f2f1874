import { expand, extract } from '@noble/hashes/hkdf.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import type { Hash, Kdf } from 'ts-mls'
import { equalInConstantTime } from '../equal-in-constant-time.ts'

/**
 * Hash and KDF of an MLS suite without WebCrypto. Entering a call of 25 takes some 700 of them, each over a few bytes; the way to
 * WebCrypto's threads and back costs many times the hash itself (figures: decisions/0001-call-group-suite.md).
 */
export function hashOf(bits: 256 | 512): Hash {
  const hash = bits === 512 ? sha512 : sha256
  return {
    digest: async (data) => hash(data),
    mac: async (key, data) => hmac(hash, key, data),
    verifyMac: async (key, mac, data) => equalInConstantTime(mac, hmac(hash, key, data)),
  }
}

export function kdfOf(bits: 256 | 512): Kdf {
  const hash = bits === 512 ? sha512 : sha256
  return {
    extract: async (salt, inputKey) => extract(hash, inputKey, salt),
    expand: async (key, info, length) => expand(hash, key, info, length),
    size: bits / 8,
  }
}
