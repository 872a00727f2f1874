import type { VoiceDeps, VoiceParts } from '../../voice-parts.ts'
import { createVoice, rememberDevices } from '../create-voice.ts'
import type { MediaPlatform } from '../media-platform.ts'
import { createDevices, createSpeaker } from './devices.ts'
import { createGroupWorker } from './group-worker.ts'
import { openMediaSession } from './media-session.ts'
import { createMicrophone } from './microphone.ts'
import { createSpares } from './spares.ts'

/** Whether this browser can take part in an encrypted call: a microphone API (secure pages only) and frame transforms. */
function support(): MediaPlatform['support'] {
  if (!isSecureContext || !navigator.mediaDevices) return 'insecure_page'
  const hasTransforms = typeof RTCRtpScriptTransform !== 'undefined' && 'transform' in RTCRtpSender.prototype
  return hasTransforms ? 'ok' : 'no_frame_encryption'
}

/** Live voice and devices of a browser. */
export function createBrowserVoice(deps: VoiceDeps): VoiceParts {
  const chosen = () => {
    const { microphoneId, speakerId } = deps.getState().preferences
    return { microphoneId, speakerId }
  }
  const processing = () => {
    const { noiseSuppression, automaticGain } = deps.getState().preferences
    return { noiseSuppression, autoGainControl: automaticGain }
  }
  const microphone = createMicrophone(processing)
  const speaker = createSpeaker(chosen().speakerId)
  const groupWorker = createGroupWorker()
  const spares = createSpares()

  const media: MediaPlatform = {
    support: support(),
    microphone,
    prepare() {
      if (media.support !== 'ok') return
      groupWorker.start()
      spares.prepare()
    },
    openSession: (events, encryption) =>
      openMediaSession(events, encryption, { groupWorker, spares, microphone, speaker }),
  }
  const commands = createVoice(deps, media)
  const devices = createDevices({
    dispatch: deps.dispatch,
    microphone,
    speaker,
    chosen,
    processing,
    remember: rememberDevices(deps),
  })

  return {
    commands,
    devices: devices.commands,
    async close() {
      await commands.leave()
      devices.close()
      groupWorker.close()
      spares.close()
    },
  }
}
