import { describe, expect, it } from 'vitest'
import { findEntry } from './find-entry.ts'
import { clustersIn } from './webm-clusters.ts'

/** A cluster as WebM writes it: unknown size, a timestamp of two bytes, filling. */
const cluster = (timestampMs: number, filling: number): number[] => [
  ...[0x1f, 0x43, 0xb6, 0x75, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
  ...[0xe7, 0x82, timestampMs >> 8, timestampMs & 255, ...Array.from({ length: filling }, () => 0x1f)],
]

function fileOf(clusters: [timestampMs: number, filling: number][], chunkBytes: number) {
  const bytes = Uint8Array.from([
    ...Array.from({ length: 40 }, () => 0),
    ...clusters.flatMap((each) => cluster(...each)),
  ])
  const asked: number[] = []
  const source = {
    ...{ format: '', durationMs: 20_000, chunkCount: Math.ceil(bytes.length / chunkBytes) },
    async chunk(index: number) {
      asked.push(index)
      return bytes.slice(index * chunkBytes, (index + 1) * chunkBytes)
    },
  }
  return { bytes, source, asked }
}

const even = Array.from({ length: 40 }, (_, i): [number, number] => [i * 500, 200])

describe('clusters', () => {
  it('are found by their own marks, wherever a part begins', () => {
    const { bytes } = fileOf(even, 1)
    expect(clustersIn(bytes)).toHaveLength(40)
    expect(clustersIn(bytes.subarray(300))[0]).toEqual({ offset: 40 + 2 * 216 - 300, timestampMs: 1000 })
    expect(clustersIn(bytes.subarray(41, 50))).toEqual([])
  })
})

describe('the place to begin', () => {
  it.each([0, 499, 500, 7_777, 19_999])('for %i ms is the last one not after it', async (positionMs) => {
    const { bytes, source, asked } = fileOf(even, 1_000)
    const { chunk, offset } = await findEntry(source, positionMs)
    const [found] = clustersIn(bytes.subarray(chunk * 1_000 + offset))
    expect(found).toEqual({ offset: 0, timestampMs: Math.floor(positionMs / 500) * 500 })
    expect(asked.length).toBeLessThanOrEqual(4)
  })

  it('is found where bytes and time go apart', async () => {
    const uneven = even.map(([at], i): [number, number] => [at, i < 4 ? 3_000 : 20])
    const { bytes, source } = fileOf(uneven, 1_000)
    for (const positionMs of [300, 1_999, 2_400, 15_000]) {
      const { chunk, offset } = await findEntry(source, positionMs)
      const [found] = clustersIn(bytes.subarray(chunk * 1_000 + offset))
      expect(found?.timestampMs).toBeLessThanOrEqual(positionMs)
      expect(positionMs - (found?.timestampMs ?? 0)).toBeLessThan(1_001)
    }
  })

  it('is the beginning where there is no cluster at all', async () => {
    const { source } = fileOf([], 1_000)
    expect(await findEntry(source, 5_000)).toEqual({ chunk: 0, offset: 0 })
  })
})
