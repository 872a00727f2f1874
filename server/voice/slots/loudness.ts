/** Quieter than this, in −dBov, is not speech. */
const quietestSpeech = 50
const releaseMs = 400
const smoothing = 0.25

export type Loudness = ReturnType<typeof createLoudness>

/**
 * Follows one participant's loudness by the levels beside the packets (RFC 6464), the only thing about the sound that
 * the server gets to see.
 */
export function createLoudness() {
  /** 0 (silence) to 127 (loudest): the level turned round, so that more is louder. */
  let smoothed = 0
  let loudPackets = 0
  let lastSpeechAtMs = Number.NEGATIVE_INFINITY
  let lastPacketAtMs = Number.NEGATIVE_INFINITY

  return {
    /** @param level −dBov, 0–127; undefined counts as speech of middling loudness, since such a client cannot tell */
    note(level: number | undefined, nowMs: number): void {
      const known = level ?? 30
      smoothed += (127 - known - smoothed) * smoothing
      lastPacketAtMs = nowMs
      loudPackets = known <= quietestSpeech ? loudPackets + 1 : 0
      if (loudPackets >= 2) lastSpeechAtMs = nowMs
    },
    /** When speech was last heard; −∞: never. */
    lastSpeechAtMs: (): number => lastSpeechAtMs,
    /** Heard speech within the last 400 ms. */
    speaking: (nowMs: number): boolean => nowMs - lastSpeechAtMs < releaseMs,
    /** dB above silence, 0–127; with DTX a silent sender stops sending, so old values do not count. */
    value: (nowMs: number): number => (nowMs - lastPacketAtMs < releaseMs ? smoothed : 0),
  }
}
