/** The head of an element (RFC 8794 §6); `sizeBytes` null: it ends where its parent does. */
export type Element = { id: number; sizeBytes: number | null; dataAt: number }

/** How many bytes a number of variable length has, by its first; 0: none has so many. */
const lengthOf = (first: number): number => (first === 0 ? 0 : Math.clz32(first) - 23)

/** The number in some bytes, the first one without its mark; null: all its bits are set, which says that it is unknown. */
function sizeIn(bytes: Buffer): number | null {
  const mask = 0xff >> bytes.length
  const [first = 0, ...rest] = bytes
  if ((first & mask) === mask && rest.every((byte) => byte === 0xff)) return null
  return rest.reduce((size, byte) => size * 256 + byte, first & mask)
}

/** null: there is none here. A size may be larger than any file. */
export function elementAt(bytes: Buffer, at: number): Element | null {
  const idBytes = lengthOf(bytes[at] ?? 0)
  const sizeAt = at + idBytes
  const sizeLength = lengthOf(bytes[sizeAt] ?? 0)
  const dataAt = sizeAt + sizeLength
  if (idBytes * sizeLength === 0 || idBytes > 4 || dataAt > bytes.length) return null
  return { id: bytes.readUIntBE(at, idBytes), sizeBytes: sizeIn(bytes.subarray(sizeAt, dataAt)), dataAt }
}

/** An unsigned number of up to six bytes; longer ones are beyond everything here, and infinite. */
export const numberIn = (content: Buffer): number => {
  if (content.length === 0) return 0
  return content.length > 6 ? Number.POSITIVE_INFINITY : content.readUIntBE(0, content.length)
}
