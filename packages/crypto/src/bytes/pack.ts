import { type Bytes, utf8 } from '../platform.ts'
import { fromBase64Url } from './base64url.ts'

const lengthSize = 4
const numberSize = 8
const [dash, zero, letterA] = [45, 48, 97]

/** What a part may be: bytes, text, a number, or nothing. */
export type Part = Uint8Array | string | number | undefined

/** SPEC I1: each part after its length. Different parts never give the same bytes. */
export function pack(...parts: readonly Part[]): Bytes {
  const encoded = parts.map(bytesOfPart)
  const packed = new Uint8Array(encoded.reduce((size, part) => size + lengthSize + part.length, 0))
  const view = new DataView(packed.buffer)
  let at = 0
  for (const part of encoded) {
    view.setUint32(at, part.length)
    packed.set(part, at + lengthSize)
    at += lengthSize + part.length
  }
  return packed
}

/** A label that separates one use of a key or a hash from all others. */
export const labelled = (label: string, ...parts: readonly Part[]): Bytes => pack(`C.H.A.O.S. ${label} 1`, ...parts)

export const packList = <Item>(items: readonly Item[], packItem: (item: Item) => Bytes): Bytes =>
  pack(...items.map(packItem))

/** `undefined` unless the bytes are exactly the `pack` of some parts. */
export function unpack(packed: Uint8Array): Uint8Array[] | undefined {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength)
  const parts: Uint8Array[] = []
  let at = 0
  while (at < packed.length) {
    if (at + lengthSize > packed.length) return undefined
    const end = at + lengthSize + view.getUint32(at)
    if (end > packed.length) return undefined
    parts.push(packed.subarray(at + lengthSize, end))
    at = end
  }
  return parts
}

/** The 16 bytes of a UUID in its lower-case text form. */
export function idBytes(id: string): Bytes {
  const bytes = new Uint8Array(16)
  let at = 0
  for (let index = 0; index < id.length; index++) {
    const code = id.charCodeAt(index)
    if (code === dash) continue
    const digit = code < letterA ? code - zero : code - letterA + 10
    bytes[at >> 1] = ((bytes[at >> 1] ?? 0) << 4) | digit
    at += 1
  }
  return bytes
}

export function idOf(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** Of a field that a check has passed. Throws TypeError for any other: that is our own mistake. */
export function bytesOf(text: string): Bytes {
  const bytes = fromBase64Url(text)
  if (!bytes) throw new TypeError('not base64url: check a record before using it')
  return bytes
}

export function numberOf(bytes: Uint8Array): number | undefined {
  if (bytes.length !== numberSize) return undefined
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0)
  return Number.isSafeInteger(value) ? value : undefined
}

function bytesOfPart(part: Part): Uint8Array {
  if (part === undefined) return new Uint8Array(0)
  if (typeof part === 'string') return utf8(part)
  if (typeof part !== 'number') return part
  const bytes = new Uint8Array(numberSize)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(part))
  return bytes
}
