import type { SignedIn, SignInReply } from '@chaos/protocol'
import type { FastifyReply } from 'fastify'
import type { Grant, SignInOutcome } from '../auth/grant.ts'
import { createClientCookie } from './client-cookie.ts'
import { createPrivateCookie } from './private-cookie.ts'

/** The refresh token's cookie, which only the routes that trade it see. Beside it goes the secret of its client. */
export function createRefreshCookie(publicUrl: () => string) {
  const cookie = createPrivateCookie(publicUrl, { name: 'chaos_refresh', path: '/api/auth' })
  const client = createClientCookie(publicUrl)
  const give = (reply: FastifyReply, { signedIn, refreshToken, expiresAt }: Grant): SignedIn => {
    client.set(cookie.set(reply, refreshToken, { expires: expiresAt })).header('cache-control', 'no-store')
    return signedIn
  }
  return {
    read: cookie.read,
    /** Sets the cookie; the result is the body of the reply. */
    give,
    /** The same, where a second step may be asked for instead. */
    answer: (reply: FastifyReply, outcome: SignInOutcome): SignInReply =>
      outcome.kind === 'signed_in' ? give(reply, outcome.grant) : outcome,
    /** To whoever has registered while an administrator has to let them in: no session yet. */
    pending: (reply: FastifyReply) => reply.code(202).send({ kind: 'pending' }),
    clear: cookie.clear,
  }
}
