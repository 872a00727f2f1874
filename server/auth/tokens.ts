import { createPrivateKey, createPublicKey } from 'node:crypto'
import { calculateJwkThumbprint, errors, exportJWK, type JWK, jwtVerify, SignJWT } from 'jose'
import { DomainError, UnauthenticatedError } from '../utils/domain-error.ts'
import type { Viewer } from './viewer.ts'

export class TokenExpiredError extends DomainError {
  override readonly code = 'token_expired'
}

/** Signs and checks access tokens (JWT with EdDSA, RFC 8037; type and claims as in RFC 9068). */
export type Tokens = {
  /** Lifetime of a token, s. */
  lifetimeSeconds: number
  sign(viewer: Viewer): Promise<string>
  /** Throws {@link TokenExpiredError} or {@link UnauthenticatedError}. */
  verify(token: string): Promise<Viewer>
  /** The public keys, RFC 7517 §5. */
  jwks: { keys: JWK[] }
}

const issuer = 'chaos'
const audience = 'chaos'
const type = 'at+jwt'
/** What comes before the seed in a PKCS #8 key of Ed25519 (RFC 8410 §7). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** @param seed Ed25519 private key, 32 bytes (RFC 8032 §5.1.5) */
export async function createTokens(seed: Buffer, lifetimeSeconds: number): Promise<Tokens> {
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(privateKey)
  const jwk = await exportJWK(publicKey)
  const kid = await calculateJwkThumbprint(jwk)
  return {
    lifetimeSeconds,
    jwks: { keys: [{ ...jwk, kid, alg: 'EdDSA', use: 'sig' }] },

    sign: ({ userId, sessionId }) =>
      new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: 'EdDSA', kid, typ: type })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(userId)
        .setIssuedAt()
        .setExpirationTime(`${lifetimeSeconds}s`)
        .sign(privateKey),

    async verify(token) {
      try {
        const checks = { algorithms: ['EdDSA'], issuer, audience, typ: type, requiredClaims: ['exp', 'sub', 'sid'] }
        const { payload, protectedHeader } = await jwtVerify(token, publicKey, checks)
        if (protectedHeader.kid !== kid || typeof payload.sub !== 'string' || typeof payload['sid'] !== 'string')
          throw new UnauthenticatedError('the access token is not valid')
        return { userId: payload.sub, sessionId: payload['sid'] }
      } catch (error) {
        if (error instanceof errors.JWTExpired) throw new TokenExpiredError('the access token has expired')
        if (error instanceof errors.JOSEError) throw new UnauthenticatedError('the access token is not valid')
        throw error
      }
    },
  }
}
