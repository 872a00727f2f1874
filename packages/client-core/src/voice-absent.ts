import { callChanged, callReset } from './state/call-slice.ts'
import type { VoiceDeps, VoiceParts } from './voice-parts.ts'

const nothing = () => {}

/** Voice on a platform that has none: everything else works, and trying to join says that a call is not possible. */
export function createAbsentVoice({ dispatch }: VoiceDeps): VoiceParts {
  return {
    commands: {
      prepare: nothing,
      async join({ communityId, channelId }) {
        dispatch(callChanged({ communityId, channelId, phase: 'ended', problem: 'failed' }))
      },
      async leave() {
        dispatch(callReset())
      },
      setMuted: nothing,
      setDeafened: nothing,
      setVolume: nothing,
      audienceChanged: nothing,
      muteOther: nothing,
      deafenOther: nothing,
      disconnectOther: nothing,
      moveOther: nothing,
      setPriority: nothing,
      raiseHand: nothing,
      lowerHand: nothing,
      allowToSpeak: nothing,
      backToListeners: nothing,
      dismissNotices: nothing,
      retryMicrophone: async () => {},
      level: () => 0,
    },
    devices: {
      refresh: async () => {},
      chooseMicrophone: async () => {},
      chooseSpeaker: async () => {},
      applyProcessing: async () => {},
      openTest: async () => ({ kind: 'failed', reason: 'missing' }),
    },
    close: async () => {},
  }
}
