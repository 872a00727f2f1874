import { randomUUID } from 'node:crypto'
import { errors, type JWTHeaderParameters, jwtVerify, SignJWT } from 'jose'
import { DomainError, UnauthenticatedError } from '../utils/domain-error.ts'
import type { SigningKeys } from './signing-keys/signing-keys.ts'
import { createVerifiedTokens } from './verified-tokens.ts'
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
}

const issuer = 'chaos'
const audience = 'chaos'
const type = 'at+jwt'
/** By how much the clocks of an instance's servers may differ. */
export const clockToleranceSeconds = 5
/** Some 500 bytes each. */
const mostRemembered = 10_000

export function createTokens(keys: Pick<SigningKeys, 'signing' | 'find'>, lifetimeSeconds: number): Tokens {
  const checks = {
    algorithms: ['EdDSA'],
    issuer,
    audience,
    typ: type,
    requiredClaims: ['exp', 'iat', 'jti', 'sub', 'sid'],
    // Also refuses what was signed in the future.
    maxTokenAge: lifetimeSeconds,
    clockTolerance: clockToleranceSeconds,
  }
  // The key comes from our own table by its id; a key or an address in the header is never looked at.
  const keyOf = ({ kid = '' }: JWTHeaderParameters) => {
    const key = keys.find(kid)
    if (!key) throw new UnauthenticatedError('the access token is not valid')
    return { kid, key }
  }

  const verified = createVerifiedTokens({ findKey: keys.find, most: mostRemembered })

  /** Checks everything: signature, type, claims and times. */
  async function check(token: string): Promise<Viewer> {
    const used: { found: ReturnType<typeof keyOf> | null } = { found: null }
    const { payload } = await jwtVerify(
      token,
      (header: JWTHeaderParameters) => (used.found = keyOf(header)).key,
      checks,
    )
    const { sub: userId, sid: sessionId, exp = 0, iat = 0 } = payload
    if (typeof userId !== 'string' || typeof sessionId !== 'string')
      throw new UnauthenticatedError('the access token is not valid')
    const viewer = { userId, sessionId }
    const untilMs = (Math.min(exp, iat + lifetimeSeconds) + clockToleranceSeconds) * 1000
    if (used.found) verified.keep(token, { viewer, ...used.found, untilMs })
    return viewer
  }

  return {
    lifetimeSeconds,

    async sign({ userId, sessionId }) {
      const { kid, privateKey } = keys.signing()
      return new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: 'EdDSA', kid, typ: type })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(userId)
        .setJti(randomUUID())
        .setIssuedAt()
        .setExpirationTime(`${lifetimeSeconds}s`)
        .sign(privateKey)
    },

    async verify(token) {
      try {
        return verified.find(token) ?? (await check(token))
      } catch (error) {
        if (error instanceof errors.JWTExpired) throw new TokenExpiredError('the access token has expired')
        if (error instanceof errors.JOSEError) throw new UnauthenticatedError('the access token is not valid')
        throw error
      }
    },
  }
}
