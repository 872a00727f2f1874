/** The value below which the share `p` (0–1) of the values lies; undefined for none. */
export function percentile(values: readonly number[], p: number): number | undefined {
  const sorted = [...values].toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))]
}
