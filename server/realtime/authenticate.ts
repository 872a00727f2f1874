import type { Session } from './session.ts'

type Viewer = { userId: string; sessionId: string }

type Deps = {
  /** The viewer of an access token. Throws a refusal when it is not good. */
  verifyAccessToken(token: string): Promise<Viewer>
  /** Calls back when the sign-in ends; returns the undo. */
  onSessionRevoked(sessionId: string, listener: () => void): () => void
}

/** Checks a hello's token and ties the socket to the sign-in: it closes when that is revoked. */
export type Authenticate = (token: string, session: Pick<Session<unknown>, 'close' | 'onClosed'>) => Promise<Viewer>

export function createAuthenticate({ verifyAccessToken, onSessionRevoked }: Deps): Authenticate {
  return async (token, session) => {
    const viewer = await verifyAccessToken(token)
    session.onClosed(onSessionRevoked(viewer.sessionId, () => session.close('unauthenticated')))
    return viewer
  }
}
