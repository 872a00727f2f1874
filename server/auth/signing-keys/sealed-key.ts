import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto'

const cipher = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16
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

/** AES-256-GCM under the instance's key: nonce, ciphertext, tag. It opens under the same key id only. */
export function sealPrivateKey(raw: Buffer, kid: string, key: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes)
  const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(kid))
  return Buffer.concat([nonce, sealing.update(raw), sealing.final(), sealing.getAuthTag()])
}

/** null when it was sealed by another instance, or was changed. */
export function openPrivateKey(sealed: Buffer, kid: string, key: Buffer): Buffer | null {
  const tagAt = sealed.length - tagBytes
  try {
    const opening = createDecipheriv(cipher, key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
      .setAAD(Buffer.from(kid))
      .setAuthTag(sealed.subarray(tagAt))
    return Buffer.concat([opening.update(sealed.subarray(nonceBytes, tagAt)), opening.final()])
  } catch {
    return null
  }
}
