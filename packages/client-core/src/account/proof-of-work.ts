import type { WorkChallenge } from '@chaos/protocol'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'

/**
 * Finds the nonce that the server asks for: SHA-256 of `challenge:nonce` begins with `bits` zero bits. Takes 2^bits tries on
 * average and blocks until then, so it belongs into a worker. (WebCrypto would need a promise for each try.)
 */
export function solveWork({ challenge, bits }: WorkChallenge): number {
  // A hash object that has read the challenge is copied for each try, which then reads the nonce only.
  const begun = sha256.create().update(utf8ToBytes(`${challenge}:`))
  for (let nonce = 0; ; nonce += 1) {
    if (
      zeroBits(
        begun
          .clone()
          .update(utf8ToBytes(String(nonce)))
          .digest(),
      ) >= bits
    )
      return nonce
  }
}

function zeroBits(digest: Uint8Array): number {
  const first = digest.findIndex((byte) => byte !== 0)
  return first === -1 ? digest.length * 8 : first * 8 + Math.clz32(digest[first] ?? 0) - 24
}
