import type { Peer } from './peer.ts'
import { frameMs } from './rtp-source.ts'

const tickMs = 5

/**
 * Lets peers speak from now on: a frame each every 20 ms on average, spread over the 20 ms among them. When the process was
 * busy, what is due is sent late, not left out.
 */
export function startSpeaking(speakers: readonly Peer[]): void {
  const startedAtMs = performance.now()
  const framesSent = speakers.map(() => 0)
  setInterval(() => {
    const elapsedMs = performance.now() - startedAtMs
    speakers.forEach((speaker, index) => {
      const due = Math.floor((elapsedMs - (index * frameMs) / speakers.length) / frameMs)
      for (let sent = framesSent[index] ?? 0; sent < due; sent++) speaker.sendFrame()
      framesSent[index] = Math.max(framesSent[index] ?? 0, due)
    })
  }, tickMs)
}
