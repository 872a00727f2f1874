import {
  AppendOnlyStreamTarget,
  BlobSource,
  EncodedAudioPacketSource,
  type EncodedPacket,
  EncodedPacketSink,
  Input,
  type InputAudioTrack,
  Output,
  WEBM,
  WebMOutputFormat,
} from 'mediabunny'
import type { AppendFile } from './append-file.ts'

/** How much sound a crash can take along with it, s. */
const clusterSeconds = 0.5

export type WebmWriter = {
  add(packet: EncodedPacket, decoderConfig?: AudioDecoderConfig): Promise<void>
  end(): Promise<void>
}

/** Writes Opus packets as WebM that only ever grows, so that whatever is on disk can be played. */
export async function createWebmWriter(file: AppendFile): Promise<WebmWriter> {
  const bytes = new WritableStream<Uint8Array>({ write: (chunk) => file.append(new Uint8Array(chunk)) })
  const output = new Output({
    format: new WebMOutputFormat({ appendOnly: true, minimumClusterDuration: clusterSeconds }),
    target: new AppendOnlyStreamTarget(bytes),
  })
  const source = new EncodedAudioPacketSource('opus')
  output.addAudioTrack(source)
  await output.start()
  return {
    add: (packet, decoderConfig) => source.add(packet, decoderConfig ? { decoderConfig } : undefined),
    end: () => output.finalize(),
  }
}

export type WebmReader = {
  decoderConfig: AudioDecoderConfig
  /** In order; a file that ends in the middle of something ends before it. */
  packets(): AsyncGenerator<EncodedPacket>
}

/** `null` for a file in which nothing was recorded yet. */
export async function openWebm(file: Blob): Promise<WebmReader | null> {
  const track = await firstTrack(new Input({ source: new BlobSource(file), formats: [WEBM] }))
  const decoderConfig = await track?.getDecoderConfig()
  if (!track || !decoderConfig) return null
  return { decoderConfig, packets: () => new EncodedPacketSink(track).packets() }
}

async function firstTrack(input: Input): Promise<InputAudioTrack | null> {
  // A file that broke off before its header was written is no WebM.
  return input.getPrimaryAudioTrack().catch(() => null)
}
