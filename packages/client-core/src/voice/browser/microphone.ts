import type { MicrophoneState } from '../call-state.ts'
import type { Microphone } from '../media-platform.ts'
import { audioContext } from './audio-context.ts'
import { createLevelMeter, type LevelMeter } from './level-meter.ts'

export interface BrowserMicrophone extends Microphone {
  /** The live track, or null; told at once and at each change. Returns the undo. */
  onTrack(listener: (track: MediaStreamTrack | null) => void): () => void
}

/** What the browser does to the microphone's sound. */
export type Processing = { noiseSuppression: boolean; autoGainControl: boolean }

export const microphoneConstraints = (deviceId: string | null, processing: Processing): MediaStreamConstraints => ({
  audio: {
    echoCancellation: true,
    ...processing,
    channelCount: 1,
    ...(deviceId ? { deviceId: { exact: deviceId } } : {}),
  },
})

/** Why `getUserMedia` failed, in our words (Media Capture and Streams §10.2). */
export function microphoneFailure(error: unknown): 'refused' | 'missing' | 'busy' {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'busy'
}

/** The client's one microphone: opened when a call begins, closed when it ends. */
export function createMicrophone(processing: () => Processing): BrowserMicrophone {
  let state: MicrophoneState = 'off'
  let stream: MediaStream | undefined
  let meter: LevelMeter | undefined
  let muted = false
  let attempt = 0
  const stateListeners = new Set<(state: MicrophoneState) => void>()
  const trackListeners = new Set<(track: MediaStreamTrack | null) => void>()

  const track = (): MediaStreamTrack | null => stream?.getAudioTracks()[0] ?? null
  const enter = (next: MicrophoneState): void => {
    if (state === next) return
    state = next
    for (const listener of stateListeners) listener(next)
  }
  const use = (next: MediaStream | undefined): void => {
    meter?.close()
    for (const old of stream?.getTracks() ?? []) old.stop()
    stream = next
    meter = next && createLevelMeter(audioContext(), next)
    const current = track()
    if (current) current.enabled = !muted
    for (const listener of trackListeners) listener(current)
  }

  const take = (next: MediaStream): void => {
    use(next)
    track()?.addEventListener('ended', () => {
      if (stream !== next) return
      use(undefined)
      enter('unplugged')
    })
    enter('on')
  }

  return {
    get state() {
      return state
    },
    async open(deviceId) {
      attempt += 1
      const mine = attempt
      if (state !== 'on') enter('asking')
      try {
        const next = await request(deviceId, processing())
        if (mine === attempt) take(next)
        else for (const unused of next.getTracks()) unused.stop()
      } catch (error) {
        if (mine !== attempt) return
        use(undefined)
        enter(microphoneFailure(error))
      }
    },
    close() {
      attempt += 1
      use(undefined)
      enter('off')
    },
    setMuted(next) {
      muted = next
      const current = track()
      if (current) current.enabled = !next
    },
    level: () => (muted ? 0 : (meter?.level() ?? 0)),
    onChange(listener) {
      stateListeners.add(listener)
      return () => stateListeners.delete(listener)
    },
    onTrack(listener) {
      trackListeners.add(listener)
      listener(track())
      return () => trackListeners.delete(listener)
    },
  }
}

/** The chosen device; when it is not there any more, the system's default. */
async function request(deviceId: string | null, processing: Processing): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia(microphoneConstraints(deviceId, processing))
  } catch (error) {
    if (!deviceId || microphoneFailure(error) !== 'missing') throw error
    return navigator.mediaDevices.getUserMedia(microphoneConstraints(null, processing))
  }
}
