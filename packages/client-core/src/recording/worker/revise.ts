import type { EncodedPacket } from 'mediabunny'
import type { RecordingFacts } from '../recording-parts.ts'
import { openAppendFile } from './append-file.ts'
import { createSoundWatch } from './sound-watch.ts'
import { createWebmWriter, openWebm, type WebmReader } from './webm-file.ts'

/** Packets that may wait in the decoder: memory stays small however long a recording is. */
const mostWaiting = 64

/** Learns from a file what `record` knew of it; `null` when nothing is in it. */
export async function factsOf(file: Blob): Promise<RecordingFacts | null> {
  const reader = await openWebm(file)
  if (!reader) return null
  const { sampleRate } = reader.decoderConfig
  const watch = createSoundWatch(sampleRate)
  await decode(reader, (samples) => watch.push(samples))
  return watch.durationMs === 0 ? null : { ...watch.facts(), sizeBytes: file.size }
}

/**
 * Writes the packets that begin between two moments to a new file. Nothing before or after them is in it, not even what a
 * decoder would need to start smoothly: what a person cut off is nobody's to hear.
 */
export async function cut(file: Blob, range: { fromMs: number; toMs: number }, name: string): Promise<void> {
  const reader = await openWebm(file)
  if (!reader) throw new Error('an empty recording cannot be cut')
  const target = await openAppendFile(name)
  const writer = await createWebmWriter(target)
  let shift: number | null = null
  for await (const packet of reader.packets()) {
    if (packet.timestamp * 1000 < range.fromMs) continue
    if (packet.timestamp * 1000 >= range.toMs) break
    const isFirst = shift === null
    shift ??= packet.timestamp
    const moved = packet.clone({ timestamp: packet.timestamp - shift })
    await writer.add(moved, isFirst ? reader.decoderConfig : undefined)
  }
  await writer.end()
  target.close()
}

async function decode(reader: WebmReader, take: (samples: Float32Array) => void): Promise<void> {
  const failures: DOMException[] = []
  const decoder = new AudioDecoder({
    output(data) {
      const samples = new Float32Array(data.numberOfFrames)
      data.copyTo(samples, { planeIndex: 0, format: 'f32-planar' })
      data.close()
      take(samples)
    },
    error(error) {
      failures.push(error)
    },
  })
  decoder.configure(reader.decoderConfig)
  for await (const packet of reader.packets()) {
    if (failures[0]) throw failures[0]
    decoder.decode(asChunk(packet))
    while (decoder.decodeQueueSize > mostWaiting) await dequeued(decoder)
  }
  await decoder.flush()
  decoder.close()
}

const asChunk = (packet: EncodedPacket): EncodedAudioChunk => packet.toEncodedAudioChunk()

const dequeued = (decoder: AudioDecoder): Promise<void> =>
  new Promise((resolve) => decoder.addEventListener('dequeue', () => resolve(), { once: true }))
