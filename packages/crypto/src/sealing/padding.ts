import type { Bytes } from '../platform.ts'

const smallestBucket = 256
const largestBucket = 65_536
const mark = 0x80

/** SPEC E4: up to the next power of two, so that lengths tell little. `undefined` for what does not fit the largest. */
export function pad(content: Uint8Array): Bytes | undefined {
  let size = smallestBucket
  while (size < content.length + 1) size *= 2
  if (size > largestBucket) return undefined
  const padded = new Uint8Array(size)
  padded.set(content)
  padded[content.length] = mark
  return padded
}

/** `undefined` unless {@link pad} gives these bytes for some content. */
export function unpad(padded: Uint8Array): Uint8Array | undefined {
  let end = padded.length - 1
  while (end >= 0 && padded[end] === 0) end--
  if (end < 0 || padded[end] !== mark) return undefined
  const content = padded.subarray(0, end)
  return pad(content)?.length === padded.length ? content : undefined
}
