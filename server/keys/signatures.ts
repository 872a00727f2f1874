import { createPublicKey, verify } from 'node:crypto'

/**
 * Whether a key's owner signed these bytes (Ed25519, RFC 8032). Key and signature as base64url. Clients check it too, and more
 * strictly: here it keeps those out who hold a session and no device.
 */
export function isSigned(bytes: Uint8Array, { by, signature }: { by: string; signature: string }): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: by }, format: 'jwk' })
    return verify(null, bytes, key, Buffer.from(signature, 'base64url'))
  } catch {
    return false
  }
}
