import { probeOgg } from './probe-ogg.ts'
import { probeWebm } from './probe-webm.ts'

/** What a recording turned out to be. */
export type AudioProbe = { format: 'audio/ogg; codecs=opus' | 'audio/webm; codecs=opus'; durationMs: number }

/**
 * Reads a whole recording: Opus in Ogg or in WebM, one track, every part where it should be. null: it is anything else, or
 * broken. It never throws, and takes no more memory than the bytes themselves.
 */
export function probeAudio(bytes: Buffer): AudioProbe | null {
  const webm = probeWebm(bytes)
  if (webm !== null) return { format: 'audio/webm; codecs=opus', durationMs: webm }
  const ogg = probeOgg(bytes)
  return ogg === null ? null : { format: 'audio/ogg; codecs=opus', durationMs: ogg }
}
