/** Seeded, so that a failing run can be run again (mulberry32). */
export type Random = {
  below(limit: number): number
  bytes(length: number): Uint8Array<ArrayBuffer>
  pick<T>(items: readonly T[]): T
}

export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const below = (limit: number) => next() % limit
  return {
    below,
    bytes: (length) => Uint8Array.from({ length }, () => next() & 255),
    pick: (items) => {
      const item = items[below(items.length)]
      if (item === undefined) throw new RangeError('nothing to pick from')
      return item
    },
  }
}

/** One to four changes: a byte replaced, cut off, doubled or put in. */
export function mutate(random: Random, original: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = [...original]
  for (let change = random.below(4); change >= 0; change--) {
    const at = random.below(bytes.length + 1)
    const kind = random.below(4)
    if (kind === 0) bytes[at] = random.below(256)
    else if (kind === 1) bytes.splice(at, 1 + random.below(3))
    else if (kind === 2) bytes.splice(at, 0, random.below(256))
    else bytes.length = Math.min(bytes.length, at)
  }
  return Uint8Array.from(bytes)
}
