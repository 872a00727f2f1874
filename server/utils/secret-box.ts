import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { deriveKey } from './derive-key.ts'

/** Keeps secrets that have to be read again. What is sealed for one owner does not open for another. */
export type SecretBox = {
  seal(secret: Buffer, ownerId: string): Buffer
  /** Throws when this was not sealed with the same key for the same owner, or was changed. */
  open(sealed: Buffer, ownerId: string): Buffer
}

const cipher = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/** @param purpose so that one instance secret serves several boxes that do not open each other's secrets */
export const createSecretBox = (instanceSecret: Buffer, purpose: string): SecretBox =>
  createKeyedBox(deriveKey(instanceSecret, purpose))

/**
 * AES-256-GCM: nonce, ciphertext, tag.
 *
 * @param key 32 bytes that serve nothing else, see {@link deriveKey}
 */
export const createKeyedBox = (key: Buffer): SecretBox => ({
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
})
