import { hkdfSync } from 'node:crypto'

/**
 * A key of 32 bytes for one purpose, out of the instance's secret: HKDF-SHA-256 (RFC 5869). The same in every process
 * that has the secret, and useless for finding it or another purpose's key.
 */
export const deriveKey = (instanceSecret: Uint8Array, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', instanceSecret, new Uint8Array(), `chaos/${purpose}`, 32))
