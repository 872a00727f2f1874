import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { createKeyedBox } from '../../utils/secret-box.ts'

/** What comes before the key in Ed25519's PKCS #8 and SubjectPublicKeyInfo (RFC 8410 §4, §7). */
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** @param raw 32 bytes (RFC 8032 §5.1.5) */
export const privateKeyFrom = (raw: Buffer): KeyObject =>
  createPrivateKey({ key: Buffer.concat([privatePrefix, raw]), format: 'der', type: 'pkcs8' })

/** @param raw 32 bytes (RFC 8032 §5.1.5) */
export const publicKeyFrom = (raw: Buffer): KeyObject =>
  createPublicKey({ key: Buffer.concat([publicPrefix, raw]), format: 'der', type: 'spki' })

export const rawPublicKey = (privateKey: KeyObject): Buffer =>
  createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(publicPrefix.length)

/** It opens under the same key id only. */
export const sealPrivateKey = (raw: Buffer, kid: string, key: Buffer): Buffer => createKeyedBox(key).seal(raw, kid)

/** null when it was sealed by another instance, or was changed. */
export function openPrivateKey(sealed: Buffer, kid: string, key: Buffer): Buffer | null {
  try {
    return createKeyedBox(key).open(sealed, kid)
  } catch {
    return null
  }
}
