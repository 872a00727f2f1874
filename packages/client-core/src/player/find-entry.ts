import type { SoundSource } from './sound-parts.ts'
import { type Cluster, clustersIn } from './webm-clusters.ts'

/** A place in the bytes at which a decoder can begin. */
export type Entry = { chunk: number; offset: number }

/**
 * The last place to begin at that is not after a moment. Bytes and time go nearly together in speech, so the first guess is
 * rarely far off: from there it goes back until something lies before the moment, then on until something lies after it.
 */
export async function findEntry(source: SoundSource, positionMs: number): Promise<Entry> {
  const { chunkCount, durationMs } = source
  const look = async (chunk: number) => clustersIn(await source.chunk(chunk))
  let chunk = Math.min(chunkCount - 1, Math.max(0, Math.floor((positionMs / durationMs) * chunkCount)))
  let clusters = await look(chunk)
  while (chunk > 0 && !lastBefore(clusters, positionMs)) clusters = await look(--chunk)
  let entry: Entry = { chunk, offset: (lastBefore(clusters, positionMs) ?? clusters[0])?.offset ?? 0 }
  while (!clusters.some(({ timestampMs }) => timestampMs > positionMs) && chunk + 1 < chunkCount) {
    clusters = await look(++chunk)
    const later = lastBefore(clusters, positionMs)
    if (later) entry = { chunk, offset: later.offset }
  }
  return entry
}

const lastBefore = (clusters: readonly Cluster[], positionMs: number): Cluster | undefined =>
  clusters.findLast(({ timestampMs }) => timestampMs <= positionMs)
