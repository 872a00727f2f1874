import { openSoundOutput } from '../../player/browser/open-sound-output.ts'
import { createBrowserRecording } from '../../recording/browser/create-browser-recording.ts'
import type { SoundDeps, SoundPlatform } from '../open-messages.ts'
import { createBrowserUpload } from './create-browser-upload.ts'

/** Sound of a browser: the same microphone settings as in calls, the same speaker. */
export function createBrowserSound({ getState, baseUrl, accessToken }: SoundDeps): SoundPlatform {
  return {
    recordings: createBrowserRecording(() => {
      const { noiseSuppression, automaticGain } = getState().preferences
      return { noiseSuppression, autoGainControl: automaticGain }
    }),
    openOutput: (events) => openSoundOutput(events, () => getState().preferences.speakerId),
    upload: createBrowserUpload(baseUrl, accessToken),
    async readRange(path, { from, to }) {
      const token = await accessToken()
      const reply = await fetch(baseUrl + path, {
        headers: { range: `bytes=${from}-${to}`, ...(token ? { authorization: `Bearer ${token}` } : {}) },
      })
      if (reply.status !== 206) throw new Error(`the server answered with ${reply.status}`)
      return new Uint8Array(await reply.arrayBuffer())
    },
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
  }
}
