import type { SoundName } from '../../components/settings/sound-settings.tsx'

/** Each sound is one or two soft tones: frequency in Hz, start in seconds. */
const tones: Record<SoundName, [frequency: number, start: number][]> = {
  join: [
    [523.25, 0],
    [783.99, 0.09],
  ],
  leave: [
    [659.25, 0],
    [440, 0.09],
  ],
  mute: [[329.63, 0]],
  unmute: [[493.88, 0]],
  ring: [
    [440, 0],
    [554.37, 0.14],
    [659.25, 0.28],
    [554.37, 0.6],
    [659.25, 0.74],
  ],
}

const toneSeconds = 0.16
/** Well below speech: −26 dBFS at the peak. */
const peak = 0.05

let shared: AudioContext | null = null

/** Plays a sound made on the spot: a sine with a quick rise and a slow fall. Silent where the browser forbids it. */
export function playTone(name: SoundName): void {
  shared ??= new AudioContext()
  const context = shared
  if (context.state === 'suspended') void context.resume().catch(() => {})
  for (const [frequency, start] of tones[name]) {
    const begin = context.currentTime + start
    const oscillator = new OscillatorNode(context, { frequency })
    const gain = new GainNode(context, { gain: 0 })
    gain.gain.setValueAtTime(0, begin)
    gain.gain.linearRampToValueAtTime(peak, begin + 0.012)
    gain.gain.exponentialRampToValueAtTime(0.0001, begin + toneSeconds)
    oscillator.connect(gain).connect(context.destination)
    oscillator.start(begin)
    oscillator.stop(begin + toneSeconds)
  }
}
