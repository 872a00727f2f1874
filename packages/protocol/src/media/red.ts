/** One block of a RED payload: how much older than the packet it is, and where its bytes lie. */
export type RedBlock = { payloadType: number; timestampOffset: number; start: number; end: number }

/** Oldest first; the last block is the primary encoding. */
export type RedPayload = { redundant: RedBlock[]; primary: RedBlock }

/** RFC 2198 allows more, nobody sends more; bounding it bounds our work. */
const mostBlocks = 9

/**
 * Reads a redundant-audio payload (RFC 2198 §3). Undefined when the bytes are not one.
 *
 * @param start first byte of the payload in `packet`
 * @param end one past its last byte
 */
export function parseRed(packet: Uint8Array, start = 0, end = packet.length): RedPayload | undefined {
  const headers: { payloadType: number; timestampOffset: number; bytes: number }[] = []
  let at = start
  const byte = (index: number): number => packet[index] ?? 0
  while (at < end && byte(at) & 0x80) {
    if (at + 4 > end || headers.length === mostBlocks) return undefined
    headers.push({
      payloadType: byte(at) & 0x7f,
      timestampOffset: (byte(at + 1) << 6) | (byte(at + 2) >> 2),
      bytes: ((byte(at + 2) & 0x03) << 8) | byte(at + 3),
    })
    at += 4
  }
  if (at >= end) return undefined
  const primaryType = byte(at)
  at += 1

  const redundant: RedBlock[] = []
  for (const { payloadType, timestampOffset, bytes } of headers) {
    if (at + bytes > end) return undefined
    redundant.push({ payloadType, timestampOffset, start: at, end: at + bytes })
    at += bytes
  }
  return { redundant, primary: { payloadType: primaryType, timestampOffset: 0, start: at, end } }
}

/** The previous frame, to travel along with the next one. */
export type Redundancy = { payload: Uint8Array; timestampOffset: number }

/** A redundant block has 10 bits for its length and 14 for its age (RFC 2198 §3). */
const fitsRed = ({ payload, timestampOffset }: Redundancy): boolean =>
  payload.length > 0 && payload.length < 1024 && timestampOffset > 0 && timestampOffset < 1 << 14

/** Builds a RED payload (RFC 2198 §3); a redundancy that does not fit its fields is left out. */
export function buildRed(payloadType: number, primary: Uint8Array, redundancy?: Redundancy): Uint8Array<ArrayBuffer> {
  const older = redundancy && fitsRed(redundancy) ? redundancy : undefined
  const olderBytes = older ? older.payload.length : 0
  const built = new Uint8Array((older ? 5 : 1) + olderBytes + primary.length)
  if (older) {
    const { timestampOffset } = older
    built.set([
      0x80 | payloadType,
      timestampOffset >> 6,
      ((timestampOffset & 0x3f) << 2) | (olderBytes >> 8),
      olderBytes,
    ])
    built.set(older.payload, 5)
  }
  built[older ? 4 : 0] = payloadType
  built.set(primary, built.length - primary.length)
  return built
}
