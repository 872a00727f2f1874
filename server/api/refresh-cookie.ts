import type { SignedIn, SignInReply } from '@chaos/protocol'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Grant, SignInOutcome } from '../auth/grant.ts'
import { createClientCookie } from './client-cookie.ts'

/** Only the routes that trade it see the cookie. `__Host-` would demand `Path=/`, hence `__Secure-`. */
const path = '/api/auth'

/** The refresh token's cookie: out of reach of scripts and of other sites. Beside it goes the secret of its client. */
export function createRefreshCookie(publicUrl: () => string) {
  const secure = () => publicUrl().startsWith('https:')
  const name = () => (secure() ? '__Secure-chaos_refresh' : 'chaos_refresh')
  const options = () => ({ path, httpOnly: true, sameSite: 'strict' as const, secure: secure() })
  const client = createClientCookie(publicUrl)
  const give = (reply: FastifyReply, { signedIn, refreshToken, expiresAt }: Grant): SignedIn => {
    client
      .set(reply.setCookie(name(), refreshToken, { ...options(), expires: expiresAt }))
      .header('cache-control', 'no-store')
    return signedIn
  }
  return {
    read: (request: FastifyRequest): string | undefined => request.cookies[name()],
    /** Sets the cookie; the result is the body of the reply. */
    give,
    /** The same, where a second step may be asked for instead. */
    answer: (reply: FastifyReply, outcome: SignInOutcome): SignInReply =>
      outcome.kind === 'signed_in' ? give(reply, outcome.grant) : outcome,
    /** To whoever has registered while an administrator has to let them in: no session yet. */
    pending: (reply: FastifyReply) => reply.code(202).send({ kind: 'pending' }),
    clear: (reply: FastifyReply) => reply.clearCookie(name(), options()),
  }
}
