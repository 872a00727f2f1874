import { parentPort } from 'node:worker_threads'
import { probeAudio } from './audio-probe.ts'

/** One recording at a time, in a thread of its own: whatever it is, nobody's call stutters for it. */
parentPort?.on('message', ({ id, bytes }: { id: number; bytes: Uint8Array }) => {
  parentPort?.postMessage({ id, probe: probeAudio(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) })
})
