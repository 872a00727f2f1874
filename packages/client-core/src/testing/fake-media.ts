import type { ChannelEncryption } from '@chaos/protocol'
import type { MicrophoneState } from '../voice/call-state.ts'
import type { MediaPlatform } from '../voice/media-platform.ts'

/** Media without a device or a network: what lies before it is under test. It writes down what was asked of it. */
export function createFakeMedia(support: MediaPlatform['support'] = 'ok') {
  const sessions: ChannelEncryption[] = []
  const volumes = new Map<number, number | null>()
  const done: string[] = []
  const listeners = new Set<(state: MicrophoneState) => void>()
  let microphone: MicrophoneState = 'off'
  const enter = (state: MicrophoneState): void => {
    if (state === microphone) return
    microphone = state
    done.push(`microphone ${state}`)
    for (const listener of listeners) listener(state)
  }
  const nothing = (): void => {}
  const media: MediaPlatform = {
    support,
    prepare: nothing,
    microphone: {
      get state() {
        return microphone
      },
      open: async () => enter('on'),
      close: () => enter('off'),
      setMuted: nothing,
      level: () => 0,
      onChange(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    openSession(_events, encryption) {
      sessions.push(encryption)
      return {
        openGroup() {
          done.push('group')
          return {
            ...{ start: nothing, accepted: nothing, refused: nothing, committed: nothing },
            ...{ state: nothing, present: nothing, close: nothing },
          }
        },
        openLink() {
          done.push('link')
          return {
            answer: async () => 'answer',
            connected: true,
            level: () => 0,
            setVolume: (slot, volume) => void volumes.set(slot, volume),
            setDeafened: nothing,
            setBitrate: nothing,
            report: async () => ({ uplinkLoss: null, downlinkLoss: null }),
            close: nothing,
          }
        },
        close: nothing,
      }
    },
  }
  return {
    media,
    /** How each session was opened. */
    sessions,
    volumes,
    /** What was done since the last look, in order. */
    done: () => done.splice(0),
  }
}
