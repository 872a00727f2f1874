import { audioContext } from '../../voice/browser/audio-context.ts'

/** The microphone's sound on its way to a worker. */
export type Capture = {
  pause(): void
  resume(): void
  /** Sends what is left, then `null`. Idempotent. */
  end(): void
}

const loaded = new WeakMap<AudioContext, Promise<void>>()

/** Loads the part that runs on the audio thread. Idempotent. */
function prepareCapture(): Promise<void> {
  const context = audioContext()
  const known =
    loaded.get(context) ??
    context.audioWorklet.addModule(new URL('../worklet/capture-processor.js', import.meta.url).href)
  loaded.set(context, known)
  return known
}

/** In Hz, of what a capture hands over. */
export const captureRate = (): number => audioContext().sampleRate

/** Hands what a track brings to a port, as pieces of mono samples. */
export async function startCapture(track: MediaStreamTrack, port: MessagePort): Promise<Capture> {
  await prepareCapture()
  const context = audioContext()
  const source = context.createMediaStreamSource(new MediaStream([track]))
  const processor = new AudioWorkletNode(context, 'capture', {
    ...{ numberOfInputs: 1, numberOfOutputs: 0, channelCount: 1 },
    channelCountMode: 'explicit',
  })
  processor.port.postMessage({ type: 'worker', port }, [port])
  source.connect(processor)
  let isOver = false
  return {
    pause: () => processor.port.postMessage({ type: 'paused' }),
    resume: () => processor.port.postMessage({ type: 'resumed' }),
    end() {
      if (isOver) return
      isOver = true
      processor.port.postMessage({ type: 'over' })
      source.disconnect()
    },
  }
}
