import type { Page } from 'playwright-core'

type Heard = { samples: Float32Array; sampleRate: number; positionMs: number }
type RawHeard = Omit<Heard, 'samples'> & { base64: string }

declare global {
  interface Window {
    soundTap: { hear(seconds: number): Promise<RawHeard>; base64Of(blocks: readonly Float32Array[]): string }
  }
}

/** Has to run before the page's own scripts: it watches the one media element that the page makes. */
export const installSoundTap = (page: Page): Promise<void> => page.addInitScript(tapScript).then(() => {})

/** What the page's player brings out from now on, beginning with the first sample that is not silence. */
export async function hear(page: Page, seconds: number): Promise<Heard> {
  const { base64, ...rest } = await page.evaluate((length) => window.soundTap.hear(length), seconds)
  return { ...rest, samples: samplesOf(base64) }
}

export function samplesOf(base64: string): Float32Array {
  const bytes = Buffer.from(base64, 'base64')
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
}

function tapScript(): void {
  const elements: HTMLAudioElement[] = []
  let stream: MediaStream | null = null
  const Native = window.Audio
  window.Audio = class extends Native {
    constructor(source?: string) {
      super(source)
      elements.push(this)
    }
  }

  /** The element's sound goes to the test instead of the speaker. */
  function tapped(): MediaStream {
    const [element] = elements
    if (!element) throw new Error('the page has no player yet')
    if (stream) return stream
    const context = new AudioContext({ sampleRate: 48_000 })
    const destination = context.createMediaStreamDestination()
    context.createMediaElementSource(element).connect(destination)
    stream = destination.stream
    return stream
  }

  function base64Of(blocks: readonly Float32Array[]): string {
    let text = ''
    for (const block of blocks) {
      const bytes = new Uint8Array(block.buffer)
      for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
    }
    return btoa(text)
  }

  async function collect(reader: ReadableStreamDefaultReader<AudioData>, seconds: number) {
    const blocks: Float32Array[] = []
    let [positionMs, count, sampleRate] = [0, 0, 48_000]
    while (count < seconds * sampleRate) {
      const { value, done } = await reader.read()
      if (done) break
      ;({ sampleRate } = value)
      const block = new Float32Array(value.numberOfFrames)
      value.copyTo(block, { planeIndex: 0, format: 'f32-planar' })
      value.close()
      if (count === 0 && block.every((sample) => sample === 0)) continue
      if (count === 0) positionMs = (elements[0]?.currentTime ?? 0) * 1000
      blocks.push(block)
      count += block.length
    }
    return { base64: base64Of(blocks), sampleRate, positionMs }
  }

  window.soundTap = {
    base64Of,
    async hear(seconds) {
      const [track] = tapped().getAudioTracks()
      if (!track) throw new Error('a destination has a track')
      const reader = new window.MediaStreamTrackProcessor({ track: track.clone() }).readable.getReader()
      try {
        return await collect(reader, seconds)
      } finally {
        await reader.cancel()
      }
    },
  }
}
