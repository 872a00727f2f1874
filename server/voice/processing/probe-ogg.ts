/** The checksum of Ogg pages (RFC 3533 §6): polynomial 0x04c11db7, not reflected, from zero. */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24
  for (let bit = 0; bit < 8; bit += 1) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1
  return value >>> 0
})

/** Of a page, whose own checksum counts as zeros. */
export function oggChecksum(page: Buffer): number {
  let value = 0
  for (const [at, byte] of page.entries()) {
    const counted = at >= 22 && at < 26 ? 0 : byte
    value = ((value << 8) ^ (table[((value >>> 24) ^ counted) & 0xff] ?? 0)) >>> 0
  }
  return value
}

type Page = { bytes: Buffer; content: Buffer; granule: bigint; serial: number }
const headerBytes = 27

function pageAt(bytes: Buffer, at: number): Page | null {
  if (at + headerBytes > bytes.length || bytes.toString('latin1', at, at + 4) !== 'OggS' || bytes[at + 4] !== 0)
    return null
  const start = at + headerBytes + (bytes[at + 26] ?? 0)
  let size = 0
  for (const part of bytes.subarray(at + headerBytes, start)) size += part
  const page = bytes.subarray(at, start + size)
  if (start + size > bytes.length || oggChecksum(page) !== page.readUInt32LE(22)) return null
  return {
    bytes: page,
    content: page.subarray(start - at),
    granule: page.readBigInt64LE(6),
    serial: page.readUInt32LE(14),
  }
}

/** Of a header page of Opus (RFC 7845 §5.1), the samples that are not heard; null: it is none. */
const preSkipOf = ({ content }: Page): number | null =>
  content.length >= 19 && content.toString('latin1', 0, 8) === 'OpusHead' ? content.readUInt16LE(10) : null

/** How long Opus in one Ogg stream sounds, ms; null: it is something else, or broken. */
export function probeOgg(bytes: Buffer): number | null {
  const first = pageAt(bytes, 0)
  const preSkip = first && preSkipOf(first)
  if (!first || preSkip === null) return null
  let samples = 0n
  for (let at = first.bytes.length; at < bytes.length; ) {
    const page = pageAt(bytes, at)
    // -1: no packet ends on this page.
    if (page?.serial !== first.serial || (page.granule !== -1n && page.granule < samples)) return null
    if (page.granule !== -1n) samples = page.granule
    at += page.bytes.length
  }
  return durationOf(samples, preSkip)
}

function durationOf(samples: bigint, preSkip: number): number | null {
  const heard = samples - BigInt(preSkip)
  return heard > 0n && heard < 2n ** 40n ? Math.round(Number(heard) / 48) : null
}
