/**
 * The interpolating filter of ITU-R BS.1770-4, Annex 2: 48 taps, four phases; the other two phases are these two turned
 * around.
 */
const phases = [
  [
    0.001708984375, 0.010986328125, -0.0196533203125, 0.033203125, -0.0594482421875, 0.1373291015625, 0.97216796875,
    -0.102294921875, 0.047607421875, -0.026611328125, 0.014892578125, -0.00830078125,
  ],
  [
    -0.0291748046875, 0.029296875, -0.0517578125, 0.089111328125, -0.16650390625, 0.465087890625, 0.77978515625,
    -0.2003173828125, 0.1015625, -0.0582275390625, 0.0330810546875, -0.0189208984375,
  ],
]
const filters = [...phases, ...phases.map((taps) => taps.toReversed())].map((taps) => Float64Array.from(taps))
const reach = 12
/** The filter looks at as many samples after the moment it finds as before it. */
export const truePeakDelaySamples = reach / 2

/**
 * Finds the height of the wave between the samples, four times as fine. Takes one sample, returns the largest magnitude
 * around the one `truePeakDelaySamples` before.
 */
export function createTruePeakMeter(): (sample: number) => number {
  // Written twice, so that the last `reach` samples always lie in one piece.
  const past = new Float64Array(2 * reach)
  let at = 0
  return (sample) => {
    past[at] = sample
    past[at + reach] = sample
    at = (at + 1) % reach
    let peak = Math.abs(past[at + reach - truePeakDelaySamples - 1] ?? 0)
    for (const taps of filters) {
      let sum = 0
      for (let tap = 0; tap < reach; tap++) sum += (taps[tap] ?? 0) * (past[at + tap] ?? 0)
      peak = Math.max(peak, Math.abs(sum))
    }
    return peak
  }
}
