/** The head of an element (RFC 8794 §6); `sizeBytes` null: it ends where its parent does. */
export type Element = { id: number; sizeBytes: number | null; dataAt: number }

/** How many bytes a number of variable length has, by its first; 0: none has so many. */
const lengthOf = (first: number): number => (first === 0 ? 0 : Math.clz32(first) - 23)

/** null: there is none here, or a length that no file has. */
export function elementAt(bytes: Buffer, at: number): Element | null {
  const idBytes = lengthOf(bytes[at] ?? 0)
  const sizeAt = at + idBytes
  const sizeLength = lengthOf(bytes[sizeAt] ?? 0)
  const dataAt = sizeAt + sizeLength
  if (idBytes === 0 || idBytes > 4 || sizeLength === 0 || dataAt > bytes.length) return null
  const id = bytes.readUIntBE(at, idBytes)
  let size = (bytes[sizeAt] ?? 0) & (0xff >> sizeLength)
  let isUnknown = size === 0xff >> sizeLength
  for (const byte of bytes.subarray(sizeAt + 1, dataAt)) {
    size = size * 256 + byte
    isUnknown &&= byte === 0xff
  }
  if (isUnknown) return { id, sizeBytes: null, dataAt }
  return Number.isSafeInteger(size) ? { id, sizeBytes: size, dataAt } : null
}

/** An unsigned number of up to six bytes; longer ones are beyond everything here, and infinite. */
export const numberIn = (content: Buffer): number => {
  if (content.length === 0) return 0
  return content.length > 6 ? Number.POSITIVE_INFINITY : content.readUIntBE(0, content.length)
}
