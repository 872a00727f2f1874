/**
 * Close codes of our sockets (RFC 6455 §7.4: 4000–4999 are private use). `retry` tells a client whether
 * to connect again by itself: at once with what it has, after signing in again, or not at all.
 */
export const closeCodes = {
  /** A goodbye was answered (RFC 6455 §7.4.1). */
  left: { code: 1000, retry: 'no' },
  /** The server shuts down or restarts; come back after the pause it named. */
  goingAway: { code: 1012, retry: 'yes' },
  malformed: { code: 4400, retry: 'no' },
  unauthenticated: { code: 4401, retry: 'sign-in' },
  forbidden: { code: 4403, retry: 'no' },
  notFound: { code: 4404, retry: 'no' },
  /** No valid first message within five seconds. */
  helloTimeout: { code: 4408, retry: 'yes' },
  /** Nothing was heard for too long. */
  silent: { code: 4410, retry: 'yes' },
  /** The same account entered a call from somewhere else. */
  replaced: { code: 4409, retry: 'no' },
  /** The server took the participant to another channel, which `session.moved` named. */
  moved: { code: 4411, retry: 'no' },
  /** A moderator took the participant out of the call. */
  disconnected: { code: 4412, retry: 'no' },
  unsupportedVersion: { code: 4426, retry: 'no' },
  rateLimited: { code: 4429, retry: 'no' },
  channelFull: { code: 4430, retry: 'no' },
  /** They were removed from the community, or left it. */
  removed: { code: 4460, retry: 'no' },
  /** A timeout began: they may look, and no more. */
  timedOut: { code: 4461, retry: 'no' },
  internal: { code: 4500, retry: 'yes' },
} as const

export type CloseReason = keyof typeof closeCodes
export type CloseRetry = (typeof closeCodes)[CloseReason]['retry']

/** Whether to come back after a close with this code. Unknown codes are the network's: come back. */
export function retryAfterClose(code: number): CloseRetry {
  for (const entry of Object.values(closeCodes)) if (entry.code === code) return entry.retry
  return 'yes'
}
