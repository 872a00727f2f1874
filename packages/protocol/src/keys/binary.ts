import { Type } from 'typebox'

/** The last character, by the size modulo three: bits that stand for no byte are zero. */
const lastCharacters = ['', '[AQgw]', '[AEIMQUYcgkosw048]']

/** Exactly so many bytes as unpadded base64url text (RFC 4648 §5), in the one form that they have. */
export function Base64UrlOf(sizeBytes: number) {
  const last = lastCharacters[sizeBytes % 3] ?? ''
  const others = Math.ceil((sizeBytes * 4) / 3) - (last ? 1 : 0)
  return Type.String({ pattern: `^[A-Za-z0-9_-]{${others}}${last}$`, description: `${sizeBytes} bytes` })
}

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
