import { createLeveller } from '@chaos/audio'
import type { RecordingEvents, RecordingFacts, RecordingProblem } from '../recording-parts.ts'
import { type AppendFile, openAppendFile } from './append-file.ts'
import { createSoundWatch } from './sound-watch.ts'
import { createSpeechEncoder } from './speech-encoder.ts'
import { createWebmWriter } from './webm-file.ts'

const progressEveryMs = 100

type Recording = {
  push(samples: Float32Array): void
  end(): Promise<RecordingFacts>
}

type Options = { file: string; sampleRate: number; longestMs: number; events: RecordingEvents }

/** Makes one recording: level, encode, write, and learn about it, all while it is spoken. */
export async function record({ file: name, sampleRate, longestMs, events }: Options): Promise<Recording> {
  const file = await openAppendFile(name)
  const leveller = createLeveller({ sampleRate })
  const watch = createSoundWatch(sampleRate)
  const tell = createProgress(sampleRate, events)
  const longestSamples = Math.floor((longestMs / 1000) * sampleRate)
  let samplesIn = 0
  let isOver = false
  const finish = (reason: RecordingProblem | 'too_long'): void => {
    if (isOver) return
    isOver = true
    events.onEnded(reason)
  }
  const encoder = createSpeechEncoder(sampleRate, await createWebmWriter(file), (error) => finish(problemOf(error)))
  const take = (samples: Float32Array): void => {
    watch.push(samples)
    encoder.encode(new Float32Array(samples))
  }

  return {
    push(samples) {
      if (isOver) return
      const fitting = samples.subarray(0, longestSamples - samplesIn)
      samplesIn += fitting.length
      tell(samplesIn, fitting)
      take(leveller.push(fitting))
      if (samplesIn >= longestSamples) finish('too_long')
    },
    async end() {
      take(leveller.end())
      // What could not be written was told; what was written is a recording.
      await encoder.end().catch(() => {})
      return { ...watch.facts(), sizeBytes: closed(file) }
    },
  }
}

function closed(file: AppendFile): number {
  const { sizeBytes } = file
  file.close()
  return sizeBytes
}

function createProgress(sampleRate: number, { onProgress }: RecordingEvents) {
  let told = 0
  let peak = 0
  return (samplesIn: number, samples: Float32Array): void => {
    peak = samples.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), peak)
    const durationMs = (samplesIn / sampleRate) * 1000
    if (durationMs - told < progressEveryMs) return
    onProgress({ durationMs, peak: Math.min(1, peak) })
    told = durationMs
    peak = 0
  }
}

const problemOf = (error: unknown): RecordingProblem =>
  error instanceof DOMException && error.name === 'QuotaExceededError' ? 'disk_full' : 'failed'
