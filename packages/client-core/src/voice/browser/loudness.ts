const quietestDb = -60

/** What a meter or ring shows: −60 dBFS and below is 0, full scale is 1. */
export function loudnessOf(amplitude: number): number {
  if (amplitude <= 0) return 0
  return Math.min(1, Math.max(0, 1 - (20 * Math.log10(amplitude)) / quietestDb))
}
