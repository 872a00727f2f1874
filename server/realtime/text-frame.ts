const finalText = 0x81
const in16Bits = 126
const in64Bits = 127

function headOf(length: number): Buffer {
  if (length < in16Bits) return Buffer.from([finalText, length])
  const head = Buffer.alloc(length < 65_536 ? 4 : 10)
  head[0] = finalText
  if (length < 65_536) {
    head[1] = in16Bits
    head.writeUInt16BE(length, 2)
  } else {
    head[1] = in64Bits
    head.writeBigUInt64BE(BigInt(length), 2)
  }
  return head
}

/** A whole text message as a server sends it: one frame, neither masked nor compressed (RFC 6455, section 5.2). */
export function textFrame(text: string): Buffer {
  const payload = Buffer.from(text)
  return Buffer.concat([headOf(payload.length), payload])
}
