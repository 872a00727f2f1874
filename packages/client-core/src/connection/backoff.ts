/** Shortest and longest pause between attempts, ms. */
const backoffLimits = { firstMs: 250, longestMs: 10_000 } as const

/**
 * Pause before attempt `attempt` (0 is the first repetition): doubling, capped, and drawn from its upper half so that
 * clients that lost the same server do not come back in step.
 *
 * @param random 0 ≤ value < 1
 * @param longestMs cap for connections whose loss people feel at once
 */
export function backoffMs(attempt: number, random: number, longestMs: number = backoffLimits.longestMs): number {
  const ceiling = Math.min(longestMs, backoffLimits.firstMs * 2 ** Math.min(attempt, 16))
  return Math.round(ceiling * (0.5 + random / 2))
}
