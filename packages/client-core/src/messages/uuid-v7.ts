const timestampBytes = 6

/** A new UUIDv7 (RFC 9562 §5.7): sorts by the time it was made. */
export function uuidV7(nowMs: number, randomBytes: (count: number) => Uint8Array): string {
  const bytes = new Uint8Array(16)
  bytes.set(randomBytes(16 - timestampBytes), timestampBytes)
  for (let place = 0; place < timestampBytes; place += 1) {
    bytes[place] = Math.floor(nowMs / 256 ** (timestampBytes - 1 - place)) % 256
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
