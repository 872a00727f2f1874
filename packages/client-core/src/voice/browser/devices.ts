import { devicesChanged } from '../../state/devices-slice.ts'
import type { Dispatch } from '../../state/store.ts'
import type { AudioDevice, DeviceCommands, MicrophoneTest } from '../voice-commands.ts'
import { audioContext } from './audio-context.ts'
import { createLevelMeter } from './level-meter.ts'
import { type BrowserMicrophone, microphoneConstraints, microphoneFailure, type Processing } from './microphone.ts'

/** The echo of the test comes this much later, s: late enough to be told from one's own voice. */
const echoDelaySeconds = 0.4

export type Speaker = {
  choose(deviceId: string | null): void
  /** Told at once and at each change. */
  onChange(listener: (deviceId: string | null) => void): () => void
}

export function createSpeaker(deviceId: string | null): Speaker {
  const listeners = new Set<(deviceId: string | null) => void>()
  let chosen = deviceId
  return {
    choose(next) {
      chosen = next
      for (const listener of listeners) listener(next)
    },
    onChange(listener) {
      listeners.add(listener)
      listener(chosen)
      return () => listeners.delete(listener)
    },
  }
}

type Deps = {
  dispatch: Dispatch
  microphone: BrowserMicrophone
  speaker: Speaker
  chosen: () => { microphoneId: string | null; speakerId: string | null }
  processing: () => Processing
  remember(chosen: { microphoneId?: string | null; speakerId?: string | null }): void
}

/** Devices as people choose them; the names are empty until the microphone was allowed once. */
export function createDevices({ dispatch, microphone, speaker, chosen, processing, remember }: Deps) {
  const refresh = async (): Promise<void> => {
    const known = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? []
    const ofKind = (kind: MediaDeviceKind): AudioDevice[] =>
      known
        .filter((device) => device.kind === kind && device.deviceId !== '' && device.deviceId !== 'default')
        .map(({ deviceId, label }) => ({ id: deviceId, label }))
    const canChooseSpeaker = 'setSinkId' in HTMLMediaElement.prototype
    const microphones = ofKind('audioinput')
    dispatch(devicesChanged({ microphones, speakers: ofKind('audiooutput'), canChooseSpeaker, ...chosen() }))
    const { microphoneId } = chosen()
    // The one that was pulled out is back: go on with it, muted if it was.
    const isBack = microphoneId ? microphones.some(({ id }) => id === microphoneId) : microphones.length > 0
    if (microphone.state === 'unplugged' && isBack) await microphone.open(microphoneId)
  }
  const onDeviceChange = (): void => void refresh()
  navigator.mediaDevices?.addEventListener('devicechange', onDeviceChange)
  const stopListening = microphone.onChange((state) => {
    if (state === 'on') void refresh()
  })

  const commands: DeviceCommands = {
    refresh,
    async chooseMicrophone(deviceId) {
      remember({ microphoneId: deviceId })
      dispatch(devicesChanged({ microphoneId: deviceId }))
      if (microphone.state !== 'off') await microphone.open(deviceId)
    },
    async chooseSpeaker(deviceId) {
      remember({ speakerId: deviceId })
      dispatch(devicesChanged({ speakerId: deviceId }))
      speaker.choose(deviceId)
    },
    async applyProcessing() {
      if (microphone.state !== 'off') await microphone.open(chosen().microphoneId)
    },
    async openTest() {
      try {
        const stream = await navigator.mediaDevices.getUserMedia(
          microphoneConstraints(chosen().microphoneId, processing()),
        )
        void refresh()
        return { kind: 'open', test: createTest(stream, speaker) }
      } catch (error) {
        return { kind: 'failed', reason: microphoneFailure(error) }
      }
    },
  }
  const close = (): void => {
    navigator.mediaDevices?.removeEventListener('devicechange', onDeviceChange)
    stopListening()
  }
  return { commands, close }
}

function createTest(stream: MediaStream, speaker: Speaker): MicrophoneTest {
  const context = audioContext()
  const meter = createLevelMeter(context, stream)
  const source = context.createMediaStreamSource(stream)
  const delay = context.createDelay(1)
  delay.delayTime.value = echoDelaySeconds
  const output = context.createMediaStreamDestination()
  source.connect(delay).connect(output)
  const element = new Audio()
  element.srcObject = output.stream
  const stopListening = speaker.onChange((deviceId) => {
    if ('setSinkId' in element) void element.setSinkId(deviceId ?? '').catch(() => {})
  })

  return {
    level: meter.level,
    setEcho(on) {
      if (on) void element.play().catch(() => {})
      else element.pause()
    },
    close() {
      stopListening()
      element.srcObject = null
      meter.close()
      source.disconnect()
      delay.disconnect()
      for (const track of stream.getTracks()) track.stop()
    },
  }
}
