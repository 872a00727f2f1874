import { createObjectCipher, fromBase64Url, layoutOfSealed, sealedChunkSizeBytes } from '@chaos/crypto/keys'
import type { MessageAudio, MessageContent } from '@chaos/protocol'
import { SoundError, type SoundSource } from '../player/sound-parts.ts'

/** Bytes of a range, first and last included. Rejects when they cannot be had. */
export type ReadRange = (from: number, to: number) => Promise<Uint8Array<ArrayBuffer>>

const openChunkBytes = 65_536

type Recording = { audio: MessageAudio; facts: NonNullable<MessageContent['audio']>; read: ReadRange }

/** A message's recording, from where its author put it; sealed ones are opened chunk by chunk, and checked (SPEC C). */
export function sourceOfMessage({ audio, facts, read }: Recording): SoundSource {
  const plain = { format: facts.format, durationMs: audio.durationMs }
  const fetched = async (index: number, chunkBytes: number): Promise<Uint8Array<ArrayBuffer>> => {
    const from = index * chunkBytes
    const to = Math.min(audio.sizeBytes, from + chunkBytes)
    const bytes = await read(from, to - 1).catch(() => {
      throw new SoundError('unreachable')
    })
    // Shorter or longer than it has to be: cut off, or another object.
    if (bytes.length !== to - from) throw new SoundError('tampered')
    return bytes
  }
  const { key } = facts
  if (key === undefined) {
    const chunkCount = Math.max(1, Math.ceil(audio.sizeBytes / openChunkBytes))
    return { ...plain, chunkCount, chunk: (index) => fetched(index, openChunkBytes) }
  }
  const layout = layoutOfSealed(audio.sizeBytes)
  const opening = openingOf(audio.objectId, key)
  return {
    ...plain,
    chunkCount: layout?.chunks ?? 1,
    async chunk(index) {
      if (!layout) throw new SoundError('tampered')
      const sealed = await fetched(index, sealedChunkSizeBytes)
      const opened = await (await opening()).openChunk({ index, last: index === layout.chunks - 1 }, sealed)
      if (!opened) throw new SoundError('tampered')
      return opened
    },
  }
}

function openingOf(objectId: string, key: string) {
  let cipher: ReturnType<typeof createObjectCipher> | null = null
  return () => (cipher ??= createObjectCipher({ objectId, key: fromBase64Url(key) ?? new Uint8Array(0) }))
}

/** The waveform of a recording, 0–255 each. */
export const peaksOf = ({ peaks }: NonNullable<MessageContent['audio']>): number[] => [...(fromBase64Url(peaks) ?? [])]
