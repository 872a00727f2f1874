import { Type } from 'typebox'

/** Exactly so many bytes as unpadded base64url text (RFC 4648 §5). */
export const Base64UrlOf = (sizeBytes: number) =>
  Type.String({ pattern: `^[A-Za-z0-9_-]{${Math.ceil((sizeBytes * 4) / 3)}}$`, description: `${sizeBytes} bytes` })

/** SHA-256. */
export const Digest = Base64UrlOf(32)

/** Ed25519 (RFC 8032). */
export const VerifyingKey = Base64UrlOf(32)
export const Signature = Base64UrlOf(64)

/** X-Wing, as HPKE KEM 0x647a takes it. */
export const BoxKey = Base64UrlOf(1216)

/** Milliseconds since 1970; what the signer's clock said. A number, since it stands under a signature. */
export const SignedTime = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: 'ms since 1970' })

/** Counts the entries of one log from 0. */
export const KeySequence = Type.Integer({ minimum: 0, maximum: 2 ** 32 - 1 })
