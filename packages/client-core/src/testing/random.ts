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
