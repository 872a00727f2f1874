/** Plaintext in a chunk; the last one may hold less (SPEC C1). */
export const chunkSizeBytes = 65_536
export const sealedChunkSizeBytes = chunkSizeBytes + 16
const maxObjectBytes = 2 ** 31

export type ObjectLayout = { chunks: number; sizeBytes: number; sealedSizeBytes: number }

/** `undefined` for more than 2 GiB. */
export function layoutOfPlain(sizeBytes: number): ObjectLayout | undefined {
  if (!Number.isInteger(sizeBytes) || sizeBytes < 0 || sizeBytes > maxObjectBytes) return undefined
  const chunks = Math.max(1, Math.ceil(sizeBytes / chunkSizeBytes))
  return { chunks, sizeBytes, sealedSizeBytes: sizeBytes + chunks * (sealedChunkSizeBytes - chunkSizeBytes) }
}

/** From the size alone: how many chunks, and so which is the last (SPEC C3). `undefined` for sizes that no object has. */
export function layoutOfSealed(sealedSizeBytes: number): ObjectLayout | undefined {
  if (!Number.isInteger(sealedSizeBytes) || sealedSizeBytes < 0) return undefined
  const chunks = Math.ceil(sealedSizeBytes / sealedChunkSizeBytes)
  const layout = layoutOfPlain(sealedSizeBytes - chunks * (sealedChunkSizeBytes - chunkSizeBytes))
  return layout?.sealedSizeBytes === sealedSizeBytes ? layout : undefined
}
