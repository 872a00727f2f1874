const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const values = new Map(alphabet.split('').map((character, value) => [character, value]))

/** Unpadded base64url (RFC 4648 §5), on every platform alike. */
export function toBase64Url(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3)
    const word = (first << 16) | (second << 8) | third
    const characters = Math.min(4, bytes.length - at + 1)
    for (let index = 0; index < characters; index += 1) parts.push(alphabet.charAt((word >> (18 - 6 * index)) & 63))
  }
  return parts.join('')
}

/** The bytes of unpadded base64url text. Characters outside the alphabet count as zero: check the text first. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let word = 0
  let bits = 0
  let at = 0
  for (const character of text) {
    word = ((word << 6) | (values.get(character) ?? 0)) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[at] = (word >> bits) & 0xff
    at += 1
  }
  return bytes
}
