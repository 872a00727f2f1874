import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Keeps secrets that have to be read again. What is sealed for one owner does not open for another. */
export type SecretBox = {
  seal(secret: Buffer, ownerId: string): Buffer
  /** Throws when this was not sealed with the same key for the same owner, or was changed. */
  open(sealed: Buffer, ownerId: string): Buffer
}

const cipher = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/**
 * AES-256-GCM: nonce, ciphertext, tag.
 *
 * @param instanceKey 32 bytes
 * @param purpose so that one instance key serves several boxes that do not open each other's secrets
 */
export function createSecretBox(instanceKey: Buffer, purpose: string): SecretBox {
  const key = Buffer.from(hkdfSync('sha256', instanceKey, '', `chaos ${purpose}`, 32))
  return {
    seal(secret, ownerId) {
      const nonce = randomBytes(nonceBytes)
      const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(ownerId))
      return Buffer.concat([nonce, sealing.update(secret), sealing.final(), sealing.getAuthTag()])
    },
    open(sealed, ownerId) {
      const tagAt = sealed.length - tagBytes
      const opening = createDecipheriv(cipher, key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
        .setAAD(Buffer.from(ownerId))
        .setAuthTag(sealed.subarray(tagAt))
      return Buffer.concat([opening.update(sealed.subarray(nonceBytes, tagAt)), opening.final()])
    },
  }
}
