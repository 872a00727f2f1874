import { hkdfSync } from 'node:crypto'

/**
 * A key of 32 bytes for one purpose, out of the server's seed: HKDF-SHA-256 (RFC 5869). The same in every process that
 * has the seed, and useless for finding the seed or another purpose's key.
 */
export const deriveKey = (seed: Uint8Array, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', seed, new Uint8Array(), `chaos/${purpose}`, 32))
