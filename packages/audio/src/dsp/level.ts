/** Mean power of the samples, full scale being 1; 0 for none. */
export function meanPower(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return samples.length === 0 ? 0 : sum / samples.length
}

/** Root mean square level in dB, where a square wave at full scale (±1) is 0; digital silence is -Infinity. */
export const rmsDbfs = (samples: Float32Array): number => 10 * Math.log10(meanPower(samples))

/**
 * The level that the audio-level header extension carries: -dBov as a whole number, 0 (loudest) to 127 (silence).
 * Source: RFC 6464 §3, with the overload point and RMS as in RFC 6465 §3 and its appendix.
 */
export function rfc6464Level(samples: Float32Array): number {
  const level = Math.round(-rmsDbfs(samples))
  return Math.min(127, Math.max(0, level))
}
