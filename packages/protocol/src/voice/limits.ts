/** Bounds of the voice socket, in bytes before base64url. A call of 100 on the X-Wing suite stays well below. */
export const voiceLimits = {
  commitBytes: 128 * 1024,
  groupInfoBytes: 512 * 1024,
  sdpLength: 64 * 1024,
  /** Longest text either side takes, in UTF-16 code units. */
  messageLength: 1024 * 1024,
  /** Time for the first message, ms. */
  helloWithinMs: 5_000,
  /** A client sends `session.ping` this often, ms. */
  pingEveryMs: 1_000,
  /** The server takes the socket for lost after this long without a message, ms; a client sooner, since waiting costs it more. */
  silenceMs: 5_000,
  clientSilenceMs: 2_500,
  /** A participant without a socket is shown as reconnecting, then is gone for the others after this, ms. */
  goneAfterMs: 4_000,
  /** A resume token brings the same participant back for this long, ms. */
  resumeWithinMs: 30_000,
} as const
