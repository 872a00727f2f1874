import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createRandom } from '../../tests/signals.ts'
import { monoOf, readWav, type Wav, writeWav } from './wav.ts'

const file = readFileSync(new URL('../../../../assets/speech/austen-0880.wav', import.meta.url))

const taken = (bytes: Uint8Array): Wav => {
  const outcome = readWav(bytes)
  if (outcome.kind !== 'wav') throw new Error(outcome.detail)
  return outcome.wav
}

/** A header as recorders write it: extensible format, and a chunk of odd length before the data. */
function extensibleWithExtraChunk(): Uint8Array {
  const bytes = new Uint8Array(12 + 48 + 12 + 8 + 4)
  const view = new DataView(bytes.buffer)
  const text = (offset: number, id: string) => bytes.set(new TextEncoder().encode(id), offset)
  text(0, 'RIFF')
  text(8, 'WAVEfmt ')
  view.setUint32(16, 40, true)
  view.setUint16(20, 0xfffe, true)
  view.setUint16(22, 2, true)
  view.setUint32(24, 48_000, true)
  view.setUint16(34, 16, true)
  view.setUint16(44, 1, true)
  text(60, 'note')
  view.setUint32(64, 3, true)
  text(72, 'data')
  view.setUint32(76, 4, true)
  view.setInt16(80, 0x4000, true)
  view.setInt16(82, -0x8000, true)
  return bytes
}

describe('reading', () => {
  test('real speech', () => {
    const { sampleRate, channels } = taken(file)
    expect(sampleRate).toBe(48_000)
    expect(channels).toHaveLength(1)
    expect(channels[0]).toHaveLength((file.length - 44) / 2)
  })

  test('an extensible header and chunks it does not know', () => {
    const wav = taken(extensibleWithExtraChunk())
    expect(wav.channels).toEqual([new Float32Array([0.5]), new Float32Array([-1])])
    expect(monoOf(wav)).toEqual(new Float32Array([-0.25]))
  })

  test('what is missing at the end of the data is no obstacle', () => {
    expect(taken(file.subarray(0, 1044)).channels[0]).toHaveLength(500)
  })

  test.each([
    ['not_wav', new Uint8Array(0)],
    ['not_wav', new TextEncoder().encode('RIFF....AVI LIST')],
    ['truncated', file.subarray(0, 20)],
    ['truncated', file.subarray(0, 36)],
    ['unsupported', file.with(34, 24)],
    ['unsupported', file.with(22, 0)],
  ])('refuses as %s', (reason, bytes) => {
    expect(readWav(bytes)).toMatchObject({ kind: 'refused', reason })
  })

  test('takes 20,000 damaged files without throwing', () => {
    const random = createRandom(6464)
    const outcomes = new Set<string>()
    const sound = extensibleWithExtraChunk()
    for (let round = 0; round < 20_000; round++) {
      const damaged = sound.slice(0, Math.ceil(random() * sound.length))
      for (let hits = 0; hits < 4; hits++) damaged[Math.floor(random() * damaged.length)] = Math.floor(random() * 256)
      outcomes.add(readWav(damaged).kind)
    }
    expect([...outcomes].toSorted()).toEqual(['refused', 'wav'])
  })
})

describe('writing', () => {
  const wav = { sampleRate: 44_100, channels: [new Float32Array([0, 0.5, -1]), new Float32Array([0.25, 0, -0.125])] }

  test.each(['pcm16', 'float32'] as const)('%s comes back as it was', (encoding) => {
    expect(taken(writeWav(wav, encoding))).toEqual(wav)
  })

  test('PCM is clipped, float is not', () => {
    const loud = { sampleRate: 8000, channels: [new Float32Array([2, -2])] }
    expect(taken(writeWav(loud, 'pcm16')).channels[0]).toEqual(new Float32Array([0x7fff / 0x8000, -1]))
    expect(taken(writeWav(loud, 'float32'))).toEqual(loud)
  })

  test('speech read and written is the same file', () => {
    expect(Buffer.compare(writeWav(taken(file), 'pcm16'), file)).toBe(0)
  })

  test('channels of unequal length are a mistake', () => {
    expect(() => writeWav({ sampleRate: 1, channels: [new Float32Array(1), new Float32Array(2)] }, 'pcm16')).toThrow(
      RangeError,
    )
  })
})
