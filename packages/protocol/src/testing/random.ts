/** Seeded, so that a failing run can be run again (xorshift32). */
export type Random = {
  /** A whole number, 0 ≤ value < limit. */
  below(limit: number): number
  bytes(length: number): Uint8Array<ArrayBuffer>
  pick<T>(items: readonly T[]): T
}

export function seededRandom(seed: number): Random {
  let state = (Math.imul(seed, 0x9e3779b1) ^ 0x85ebca6b) >>> 0 || 1
  const next = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
  const below = (limit: number): number => Math.floor((next() / 2 ** 32) * limit)
  return {
    below,
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
    pick(items) {
      const item = items[below(items.length)]
      if (item === undefined) throw new RangeError('nothing to pick from')
      return item
    },
  }
}

/** One to three changes: a flipped bit, a cut, a part that comes twice, or a byte at one of its limits. */
export function mutateBytes(random: Random, original: Uint8Array): Uint8Array<ArrayBuffer> {
  let bytes = Uint8Array.from(original)
  for (let change = random.below(3); change >= 0; change -= 1) {
    const at = random.below(bytes.length + 1)
    const kind = random.below(5)
    if (kind === 0) bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8))
    else if (kind === 1) bytes[at] = random.pick([0, 1, 0x7f, 0x80, 0xff])
    else if (kind === 2) bytes = bytes.slice(0, at)
    else if (kind === 3) bytes = Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(random.below(at + 1))])
    else
      bytes = Uint8Array.from([...bytes.subarray(0, at), ...random.bytes(1 + random.below(4)), ...bytes.subarray(at)])
  }
  return bytes
}
