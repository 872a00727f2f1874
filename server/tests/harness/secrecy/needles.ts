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

/** Looks for all of them in one go through the bytes; hundreds of times indexOf would take minutes. */
export function createSearch(needles: readonly Needle[]) {
  /** First two bytes of any needle. Small, so that it stays in the processor's nearest cache. */
  const starts = new Uint8Array(1 << 16)
  const byStart = new Map<number, Needle[]>()
  for (const needle of needles) {
    const start = needle.bytes.readUInt16BE()
    starts[start] = 1
    byStart.set(start, [...(byStart.get(start) ?? []), needle])
  }
  const isAt = (haystack: Buffer, at: number, { bytes }: Needle) =>
    haystack[at + 2] === bytes[2] &&
    haystack.compare(bytes, 0, bytes.length, at, Math.min(at + bytes.length, haystack.length)) === 0

  return {
    longest: Math.max(...needles.map(({ bytes }) => bytes.length)),
    find(haystack: Buffer): Needle[] {
      const found = new Set<Needle>()
      let before = haystack[0] ?? 0
      for (let index = 1; index < haystack.length; index += 1) {
        const byte = haystack[index] ?? 0
        const start = (before << 8) | byte
        before = byte
        if (starts[start] === 0) continue
        for (const needle of byStart.get(start) ?? []) if (isAt(haystack, index - 1, needle)) found.add(needle)
      }
      return [...found]
    },
  }
}
