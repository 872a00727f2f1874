import { Worker } from 'node:worker_threads'
import { createTurns } from '../../utils/turns.ts'
import type { AudioProbe } from './audio-probe.ts'

export type AudioProcessor = ReturnType<typeof createAudioProcessor>

/** Longer than any recording takes; what takes longer is no recording. */
const withinMs = 10_000
const memory = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16 }

type Answer = { id: number; probe: AudioProbe | null }

/** Reads recordings in a thread that is started when the first one comes and ended when it takes too long. */
export function createAudioProcessor() {
  const turns = createTurns(1)
  let worker: Worker | null = null
  let count = 0

  const start = (): Worker => {
    const made = new Worker(new URL('./probe-worker.ts', import.meta.url), { resourceLimits: memory })
    made.unref()
    made.once('exit', () => {
      if (worker === made) worker = null
    })
    return made
  }

  function ask(bytes: Buffer): Promise<AudioProbe | null> {
    worker ??= start()
    const asked = worker
    count += 1
    const id = count
    return new Promise((resolve) => {
      const end = (probe: AudioProbe | null) => {
        clearTimeout(timer)
        asked.off('message', answered).off('error', failed)
        resolve(probe)
      }
      const answered = (answer: Answer) => (answer.id === id ? end(answer.probe) : undefined)
      const failed = () => end(null)
      const timer = setTimeout(() => {
        void asked.terminate()
        end(null)
      }, withinMs)
      asked.on('message', answered).on('error', failed)
      const own = new Uint8Array(bytes)
      asked.postMessage({ id, bytes: own }, [own.buffer])
    })
  }

  return {
    /** What a recording is; null: none, or one that cannot be read. It is read when its turn comes: one at a time is in memory. */
    probe: (read: () => Promise<Buffer>): Promise<AudioProbe | null> => turns.take(async () => ask(await read())),
    async close(): Promise<void> {
      await worker?.terminate()
    },
  }
}
