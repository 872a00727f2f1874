/** One form of one secret. */
export type Needle = { name: string; form: string; bytes: Buffer }
type Secret = { name: string; value: Buffer | string }

/** Shorter forms turn up by chance. */
const leastBytes = 8
const leastForm = 10

/** A secret as programs write it down: as it is, wide, in hex, and in base64 from wherever in a longer run of bytes it begins. */
export function needlesOf({ name, value }: Secret): Needle[] {
  const bytes = Buffer.from(value)
  if (bytes.length < leastBytes) throw new RangeError(`${name} is too short to be looked for`)
  const hex = bytes.toString('hex')
  const forms: [form: string, bytes: Buffer][] = [
    ['raw', bytes],
    ['hex', Buffer.from(hex)],
    ['upper hex', Buffer.from(hex.toUpperCase())],
  ]
  if (typeof value === 'string') forms.push(['utf16', Buffer.from(value, 'utf16le')])
  for (const shift of [0, 1, 2]) {
    const text = shiftedBase64(bytes, shift)
    forms.push([`base64 at ${shift}`, Buffer.from(text)])
    forms.push([`base64url at ${shift}`, Buffer.from(text.replaceAll('+', '-').replaceAll('/', '_'))])
  }
  return forms.filter(([, { length }]) => length >= leastForm).map(([form, found]) => ({ name, form, bytes: found }))
}

/** The part of the base64 that does not hang on the neighbours. */
function shiftedBase64(bytes: Buffer, shift: number): string {
  const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64')
  const start = Math.ceil((shift * 8) / 6)
  const whole = Math.floor(((shift + bytes.length) * 8) / 6)
  return text.slice(start, whole)
}

/** Where a needle is looked for: two bytes in it that memory is not full of. */
function anchorOf({ bytes }: Needle): number {
  const found = bytes.findIndex((byte, at) => byte !== 0 && (bytes[at + 1] ?? 0) !== 0 && byte !== bytes[at + 1])
  return Math.max(0, found)
}

/** Looks for all of them in one go through the bytes; hundreds of times indexOf would take minutes. */
export function createSearch(needles: readonly Needle[]) {
  /** By the two bytes of an anchor. Small, so that it stays in the processor's nearest cache. */
  const anchors = new Uint8Array(1 << 16)
  const byAnchor = new Map<number, { needle: Needle; anchor: number }[]>()
  for (const needle of needles) {
    const anchor = anchorOf(needle)
    const pair = needle.bytes.readUInt16BE(anchor)
    anchors[pair] = 1
    byAnchor.set(pair, [...(byAnchor.get(pair) ?? []), { needle, anchor }])
  }
  const isAt = (haystack: Buffer, at: number, { bytes }: Needle) =>
    at >= 0 &&
    at + bytes.length <= haystack.length &&
    haystack[at + bytes.length - 1] === bytes.at(-1) &&
    haystack.compare(bytes, 0, bytes.length, at, at + bytes.length) === 0

  return {
    longest: Math.max(...needles.map(({ bytes }) => bytes.length)),
    find(haystack: Buffer): Needle[] {
      const found = new Set<Needle>()
      let before = 0
      for (let index = 0; index < haystack.length; index += 1) {
        const byte = haystack[index] ?? 0
        const pair = (before << 8) | byte
        before = byte
        if (anchors[pair] === 0) continue
        for (const { needle, anchor } of byAnchor.get(pair) ?? [])
          if (isAt(haystack, index - 1 - anchor, needle)) found.add(needle)
      }
      return [...found]
    },
  }
}
