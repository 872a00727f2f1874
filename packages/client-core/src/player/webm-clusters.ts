/** Where a stretch of a WebM file can be entered, and when that is. */
export type Cluster = { offset: number; timestampMs: number }

const clusterId = [0x1f, 0x43, 0xb6, 0x75]
const timestampId = 0xe7

/**
 * The clusters that begin in a part of a WebM file, without reading what lies before it: by their four-byte id, a size, and the
 * timestamp that has to come first. One that begins in the last bytes of the part is not found.
 * Source: RFC 8794 §4–5, RFC 9559 §5.1.3; timestamps are in ms, as WebM has them unless it says otherwise.
 */
export function clustersIn(bytes: Uint8Array): Cluster[] {
  const clusters: Cluster[] = []
  for (let at = bytes.indexOf(clusterId[0] ?? 0); at !== -1; at = bytes.indexOf(clusterId[0] ?? 0, at + 1)) {
    if (!clusterId.every((byte, i) => bytes[at + i] === byte)) continue
    const timestampMs = timestampAt(bytes, at + clusterId.length)
    if (timestampMs !== null) clusters.push({ offset: at, timestampMs })
  }
  return clusters
}

/** Length in bytes of a variable-size integer, from its first byte. */
const lengthOf = (first: number): number => Math.clz32(first) - 23

function timestampAt(bytes: Uint8Array, sizeAt: number): number | null {
  const at = sizeAt + lengthOf(bytes[sizeAt] ?? 0)
  const length = (bytes[at + 1] ?? 0) & 0x7f
  if (bytes[at] !== timestampId || length < 1 || length > 8 || at + 2 + length > bytes.length) return null
  return bytes.subarray(at + 2, at + 2 + length).reduce((value, byte) => value * 256 + byte, 0)
}
