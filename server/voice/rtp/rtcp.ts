/** What a receiver says about one stream (RFC 3550 §6.4.1). */
export type ReportBlock = {
  ssrc: number
  /** Lost since the last report, 0–1. */
  fractionLost: number
  cumulativeLost: number
  highestSequence: number
  /** In timestamp units. */
  jitter: number
  /** Middle 32 bits of the NTP time of the last sender report; 0 when none came. */
  lastSenderReport: number
  /** Since that report came, in 1/65536 s. */
  delaySinceLastSenderReport: number
}

export type SenderReport = {
  kind: 'sender'
  ssrc: number
  /** NTP time: seconds since 1900 and their 2^-32 fraction. */
  ntpSeconds: number
  ntpFraction: number
  timestamp: number
  packets: number
  octets: number
  blocks: ReportBlock[]
}
export type ReceiverReport = { kind: 'receiver'; ssrc: number; blocks: ReportBlock[] }
export type Goodbye = { kind: 'goodbye'; ssrcs: number[] }
export type RtcpItem = SenderReport | ReceiverReport | Goodbye

const senderReport = 200
const receiverReport = 201
const goodbye = 203
const blockBytes = 24

/** Reads a compound packet (RFC 3550 §6.1). Kinds we have no use for are passed over; undefined when it is malformed. */
export function parseRtcp(packet: Buffer): RtcpItem[] | undefined {
  const items: RtcpItem[] = []
  let at = 0
  while (at < packet.length) {
    if (at + 4 > packet.length) return undefined
    const first = packet.readUInt8(at)
    const end = at + (packet.readUInt16BE(at + 2) + 1) * 4
    if (first >> 6 !== 2 || end > packet.length) return undefined
    const parsed = parseItem(packet.readUInt8(at + 1), first & 0x1f, packet.subarray(at + 4, end))
    if (parsed === 'malformed') return undefined
    if (parsed) items.push(parsed)
    at = end
  }
  return items
}

function parseItem(type: number, count: number, body: Buffer): RtcpItem | undefined | 'malformed' {
  switch (type) {
    case senderReport:
      return body.length < 24 + count * blockBytes ? 'malformed' : readSenderReport(body, count)
    case receiverReport:
      return body.length < 4 + count * blockBytes
        ? 'malformed'
        : { kind: 'receiver', ssrc: body.readUInt32BE(0), blocks: readBlocks(body, 4, count) }
    case goodbye:
      return body.length < count * 4
        ? 'malformed'
        : { kind: 'goodbye', ssrcs: Array.from({ length: count }, (_, index) => body.readUInt32BE(index * 4)) }
    default:
      return undefined
  }
}

function readSenderReport(body: Buffer, count: number): SenderReport {
  return {
    kind: 'sender',
    ssrc: body.readUInt32BE(0),
    ntpSeconds: body.readUInt32BE(4),
    ntpFraction: body.readUInt32BE(8),
    timestamp: body.readUInt32BE(12),
    packets: body.readUInt32BE(16),
    octets: body.readUInt32BE(20),
    blocks: readBlocks(body, 24, count),
  }
}

function readBlocks(body: Buffer, start: number, count: number): ReportBlock[] {
  return Array.from({ length: count }, (_, index) => {
    const at = start + index * blockBytes
    return {
      ssrc: body.readUInt32BE(at),
      fractionLost: body.readUInt8(at + 4) / 256,
      cumulativeLost: body.readIntBE(at + 5, 3),
      highestSequence: body.readUInt32BE(at + 8),
      jitter: body.readUInt32BE(at + 12),
      lastSenderReport: body.readUInt32BE(at + 16),
      delaySinceLastSenderReport: body.readUInt32BE(at + 20),
    }
  })
}

const most24Bits = 0x7fffff

/** A receiver report with one block (RFC 3550 §6.4.2). */
export function buildReceiverReport(ssrc: number, block: ReportBlock): Buffer {
  const packet = Buffer.alloc(8 + blockBytes)
  packet.writeUInt8(0x81, 0)
  packet.writeUInt8(receiverReport, 1)
  packet.writeUInt16BE(packet.length / 4 - 1, 2)
  packet.writeUInt32BE(ssrc, 4)
  packet.writeUInt32BE(block.ssrc, 8)
  packet.writeUInt8(Math.min(255, Math.floor(block.fractionLost * 256)), 12)
  packet.writeIntBE(Math.max(-most24Bits, Math.min(most24Bits, block.cumulativeLost)), 13, 3)
  packet.writeUInt32BE(block.highestSequence >>> 0, 16)
  packet.writeUInt32BE(block.jitter >>> 0, 20)
  packet.writeUInt32BE(block.lastSenderReport, 24)
  packet.writeUInt32BE(block.delaySinceLastSenderReport, 28)
  return packet
}

/** A sender report without blocks (RFC 3550 §6.4.1). */
export function buildSenderReport(report: Omit<SenderReport, 'kind' | 'blocks'>): Buffer {
  const packet = Buffer.alloc(28)
  packet.writeUInt8(0x80, 0)
  packet.writeUInt8(senderReport, 1)
  packet.writeUInt16BE(6, 2)
  packet.writeUInt32BE(report.ssrc, 4)
  packet.writeUInt32BE(report.ntpSeconds, 8)
  packet.writeUInt32BE(report.ntpFraction, 12)
  packet.writeUInt32BE(report.timestamp >>> 0, 16)
  packet.writeUInt32BE(report.packets >>> 0, 20)
  packet.writeUInt32BE(report.octets >>> 0, 24)
  return packet
}

const secondsFrom1900To1970 = 2_208_988_800

/** Wall-clock time as NTP writes it (RFC 3550 §4). */
export function toNtp(unixMs: number): { ntpSeconds: number; ntpFraction: number } {
  const seconds = Math.floor(unixMs / 1000)
  return {
    ntpSeconds: (seconds + secondsFrom1900To1970) >>> 0,
    ntpFraction: Math.floor(((unixMs - seconds * 1000) / 1000) * 2 ** 32) >>> 0,
  }
}
