/** Sessions whose last access tokens have not expired yet. */
export type RevokedSessions = { add(sessionId: string): void; has(sessionId: string): boolean }

/**
 * @param keepMs lifetime of an access token; after it, a token of a revoked session has expired by itself
 * @param now ms, of a clock that only goes forward
 */
export function createRevokedSessions(keepMs: number, now: () => number = () => performance.now()): RevokedSessions {
  // Ordered by time of adding, so what is over sits at the front.
  const until = new Map<string, number>()
  return {
    add(sessionId) {
      for (const [id, end] of until) {
        if (end > now()) break
        until.delete(id)
      }
      until.set(sessionId, now() + keepMs)
    },
    has(sessionId) {
      return (until.get(sessionId) ?? Number.NEGATIVE_INFINITY) > now()
    },
  }
}
