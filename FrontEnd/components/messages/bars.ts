/** So many bars of a picture, 0–1 each, the highest of them 1: quiet recordings can be read as well as loud ones. */
export function barsOf(peaks: readonly number[], count: number): number[] {
  const highest = Math.max(1, ...peaks)
  return Array.from({ length: count }, (_, bar) => {
    const from = Math.floor((bar * peaks.length) / count)
    const part = peaks.slice(from, Math.max(from + 1, Math.floor(((bar + 1) * peaks.length) / count)))
    return Math.max(0, ...part) / highest
  })
}
