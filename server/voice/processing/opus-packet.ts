/** Of one frame by the configuration in a packet's first byte, in 48 kHz samples (RFC 6716 §3.1, table 2). */
const silk = [480, 960, 1920, 2880]
const hybrid = [480, 960]
const celt = [120, 240, 480, 960]

function frameSamples(configuration: number): number {
  if (configuration < 12) return silk[configuration % 4] ?? 0
  if (configuration < 16) return hybrid[configuration % 2] ?? 0
  return celt[configuration % 4] ?? 0
}

/** The longest that one packet may be, in 48 kHz samples: 120 ms. */
const mostSamples = 5_760

/** How long an Opus packet sounds, in 48 kHz samples; null: it is none. */
export function opusSamples(packet: Buffer): number | null {
  const [first, second] = packet
  if (first === undefined) return null
  const code = first & 3
  if (code === 3 && second === undefined) return null
  const frames = code === 3 ? (second ?? 0) & 0x3f : Math.min(code, 1) + 1
  const samples = frames * frameSamples(first >> 3)
  return frames > 0 && samples <= mostSamples ? samples : null
}
