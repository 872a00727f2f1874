/**
 * Scale-invariant signal-to-distortion ratio in dB: how much of `received` is `reference` at any gain, against all the rest.
 * Both are taken free of their mean. Infinity when nothing else is there, -Infinity when the reference is not in it at all,
 * NaN when either is silent.
 * Source: Le Roux, Wisdom, Erdogan, Hershey, "SDR – half-baked or well done?", ICASSP 2019, eq. 3.
 *
 * @param reference mono
 * @param received mono, aligned with it to the sample and of the same length; a RangeError otherwise
 */
export function siSdr(reference: Float32Array, received: Float32Array): number {
  if (reference.length !== received.length) throw new RangeError('signals differ in length')
  const referenceMean = mean(reference)
  const receivedMean = mean(received)
  let cross = 0
  let referenceEnergy = 0
  let receivedEnergy = 0
  for (let i = 0; i < reference.length; i++) {
    const x = (reference[i] ?? 0) - referenceMean
    const y = (received[i] ?? 0) - receivedMean
    cross += x * y
    referenceEnergy += x * x
    receivedEnergy += y * y
  }
  if (referenceEnergy === 0 || receivedEnergy === 0) return Number.NaN
  // |αs|² for the least-squares gain α; the distortion is orthogonal to it, so the energies subtract.
  const target = cross ** 2 / referenceEnergy
  return 10 * Math.log10(target / Math.max(0, receivedEnergy - target))
}

function mean(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample
  return samples.length === 0 ? 0 : sum / samples.length
}
