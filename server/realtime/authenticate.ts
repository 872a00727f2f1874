import type { BotScope } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { Authenticate as VerifyToken } from '../bots/authenticate.ts'
import { requireScope } from '../bots/require-scope.ts'
import type { Session } from './session.ts'

type Deps = {
  verifyToken: VerifyToken
  /** Calls back when the sign-in, or the token of a bot, ends; returns the undo. */
  onEnded(viewer: Viewer, listener: () => void): () => void
}

/**
 * Checks a hello's token and ties the socket to the sign-in: it closes when that is revoked.
 *
 * @param scope what opens the socket to bots; without it none comes in
 */
export type Authenticate = (
  token: string,
  session: Pick<Session<object>, 'close' | 'onClosed'>,
  scope?: BotScope,
) => Promise<Viewer>

export function createAuthenticate({ verifyToken, onEnded }: Deps): Authenticate {
  return async (token, session, scope) => {
    const viewer = await verifyToken(token)
    requireScope(viewer, scope)
    session.onClosed(onEnded(viewer, () => session.close('unauthenticated')))
    return viewer
  }
}
