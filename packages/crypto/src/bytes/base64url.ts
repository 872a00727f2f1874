import type { Bytes } from '../platform.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const none = 255
const valueOf = new Uint8Array(128).fill(none)
for (let value = 0; value < alphabet.length; value++) valueOf[alphabet.charCodeAt(value)] = value

/** Unpadded base64url (RFC 4648 §5). */
export function toBase64Url(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const word = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    const characters = Math.min(4, bytes.length - at + 1)
    for (let index = 0; index < characters; index++) text += alphabet.charAt((word >> (18 - 6 * index)) & 63)
  }
  return text
}

/** `undefined` unless the text is the one that {@link toBase64Url} gives for some bytes: unused bits are zero (SPEC I1). */
export function fromBase64Url(text: string): Bytes | undefined {
  if (text.length % 4 === 1) return undefined
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let word = 0
  let bits = 0
  let at = 0
  for (let index = 0; index < text.length; index++) {
    const value = valueOf[text.charCodeAt(index)] ?? none
    if (value === none) return undefined
    word = ((word << 6) | value) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[at++] = (word >> bits) & 0xff
  }
  return (word & ((1 << bits) - 1)) === 0 ? bytes : undefined
}
