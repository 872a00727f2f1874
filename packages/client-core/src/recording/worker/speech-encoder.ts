import { EncodedPacket } from 'mediabunny'
import type { WebmWriter } from './webm-file.ts'

const bitrate = 32_000

export type SpeechEncoder = {
  encode(samples: Float32Array<ArrayBuffer>): void
  /** Everything is in the file afterwards. Rejects with what went wrong on the way. */
  end(): Promise<void>
}

/** What it is tuned for is newer than TypeScript's library. */
const speech = { format: 'opus' as const, application: 'voip', signal: 'voice' }

const configFor = (sampleRate: number): AudioEncoderConfig => ({
  codec: 'opus',
  sampleRate,
  numberOfChannels: 1,
  bitrate,
  opus: speech,
})

/** Whether this browser can encode speech at all. */
export async function canEncode(sampleRate: number): Promise<boolean> {
  if (typeof AudioEncoder === 'undefined') return false
  return (await AudioEncoder.isConfigSupported(configFor(sampleRate)).catch(() => null))?.supported === true
}

/** Opus by the browser's own encoder, straight into the file. `onFailed` comes once, as soon as anything goes wrong. */
export function createSpeechEncoder(
  sampleRate: number,
  writer: WebmWriter,
  onFailed: (error: unknown) => void,
): SpeechEncoder {
  let failure: { error: unknown } | null = null
  const fail = (error: unknown): void => {
    if (failure) return
    failure = { error }
    onFailed(error)
  }
  let written = Promise.resolve()
  let samplesIn = 0
  const encoder = new AudioEncoder({
    output(chunk, metadata) {
      const packet = EncodedPacket.fromEncodedChunk(chunk)
      written = written.then(() => writer.add(packet, metadata?.decoderConfig)).catch(fail)
    },
    error: fail,
  })
  encoder.configure(configFor(sampleRate))

  return {
    encode(samples) {
      if (failure || samples.length === 0) return
      const timestamp = Math.round((samplesIn / sampleRate) * 1_000_000)
      const data = new AudioData({
        ...{ format: 'f32-planar', sampleRate, numberOfChannels: 1, numberOfFrames: samples.length },
        ...{ timestamp, data: samples },
      })
      samplesIn += samples.length
      encoder.encode(data)
      data.close()
    },
    async end() {
      if (encoder.state === 'configured') await encoder.flush().catch(fail)
      if (encoder.state !== 'closed') encoder.close()
      await written
      await writer.end().catch(fail)
      if (failure) throw failure.error
    },
  }
}
