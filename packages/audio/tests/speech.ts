import { readFileSync } from 'node:fs'
import { monoOf, readWav } from '../src/dsp/wav.ts'

export const sampleRate = 48_000

/** One of the sentences under assets/speech, mono at 48 kHz. */
export function sentence(name: 'austen-0870' | 'austen-0880' | 'austen-0890'): Float32Array {
  const outcome = readWav(readFileSync(new URL(`../../../assets/speech/${name}.wav`, import.meta.url)))
  if (outcome.kind !== 'wav' || outcome.wav.sampleRate !== sampleRate) throw new Error(`${name} is not 48 kHz WAV`)
  return monoOf(outcome.wav)
}
