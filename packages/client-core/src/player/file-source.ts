import { recordingFormat, type RecordedFile } from '../recording/recording-parts.ts'
import { SoundError, type SoundSource } from './sound-parts.ts'

const usualChunkBytes = 65_536

/** A recording that lies on this device. */
export const sourceOfFile = (file: RecordedFile, durationMs: number, chunkBytes = usualChunkBytes): SoundSource => ({
  format: recordingFormat,
  durationMs,
  chunkCount: Math.max(1, Math.ceil(file.size / chunkBytes)),
  async chunk(index) {
    const part = file.slice(index * chunkBytes, (index + 1) * chunkBytes)
    return new Uint8Array(
      await part.arrayBuffer().catch(() => {
        throw new SoundError('unreachable')
      }),
    )
  },
})
