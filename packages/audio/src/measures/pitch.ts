/** Voices lie between these, Hz. */
const lowestHz = 60
const highestHz = 400
const frameSeconds = 0.04
const hopSeconds = 0.02
/** Frames less periodic than this have no pitch. */
const leastPeriodicity = 0.8
/** Frames this much below the mean power are pauses. */
const pausePower = 0.1

/**
 * The median fundamental frequency of the voiced parts, in Hz; `null` where nothing is voiced.
 * By autocorrelation, normalised by the energy of both halves (Boersma 1993 without its path search).
 *
 * @param samples mono
 */
export function medianPitch(samples: Float32Array, sampleRate: number): number | null {
  const pitches: number[] = []
  const frame = Math.round(frameSeconds * sampleRate)
  const mean = energyOf(samples) / samples.length
  for (let start = 0; start + 2 * frame <= samples.length; start += Math.round(hopSeconds * sampleRate)) {
    const piece = samples.subarray(start, start + 2 * frame)
    if (energyOf(piece) / piece.length < mean * pausePower) continue
    const pitch = pitchOf(piece, frame, sampleRate)
    if (pitch !== null) pitches.push(pitch)
  }
  return pitches.toSorted((a, b) => a - b)[Math.floor(pitches.length / 2)] ?? null
}

function pitchOf(piece: Float32Array, length: number, sampleRate: number): number | null {
  const likeness = (lag: number): number => likenessAt(piece, length, lag)
  const longest = Math.floor(sampleRate / lowestHz)
  const all: number[] = []
  for (let lag = Math.ceil(sampleRate / highestHz); lag <= longest; lag++) all.push(likeness(lag))
  const best = Math.max(...all)
  if (best < leastPeriodicity) return null
  // Twice a period is a period too: the first peak that is nearly as good counts.
  const first = all.findIndex(
    (value, i) => value > 0.9 * best && value >= (all[i + 1] ?? 0) && value >= (all[i - 1] ?? 0),
  )
  return first === -1 ? null : sampleRate / (first + Math.ceil(sampleRate / highestHz))
}

function likenessAt(piece: Float32Array, length: number, lag: number): number {
  let product = 0
  let here = 0
  let there = 0
  // Every fourth sample is enough for a period of hundreds.
  for (let i = 0; i < length; i += 4) {
    const a = piece[i] ?? 0
    const b = piece[i + lag] ?? 0
    product += a * b
    here += a * a
    there += b * b
  }
  return here === 0 || there === 0 ? 0 : product / Math.sqrt(here * there)
}

const energyOf = (samples: Float32Array): number => samples.reduce((sum, sample) => sum + sample * sample, 0)
