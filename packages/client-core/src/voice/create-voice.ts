import { callChanged, callReset } from '../state/call-slice.ts'
import { preferencesChanged, volumeChanged } from '../state/preferences-slice.ts'
import type { VoiceDeps } from '../voice-parts.ts'
import { type Call, createCall, type Place } from './call.ts'
import type { MediaPlatform } from './media-platform.ts'
import type { VoiceCommands } from './voice-commands.ts'

/** Voice commands over any media platform: at most one call at a time, and what the person chose for it. */
export function createVoice(deps: VoiceDeps, media: MediaPlatform): VoiceCommands {
  const { dispatch, getState } = deps
  let call: Call | undefined
  /** Whether the microphone was on when the person stopped listening. */
  let mutedBeforeDeafened = false

  const applyMute = (): void => {
    media.microphone.setMuted(getState().call.muted)
    call?.stateChanged()
  }

  const leave = (): void => {
    call?.leave()
    call = undefined
    media.microphone.close()
  }

  /** null: the person hears nothing of them. */
  const volumeOf = (userId: string): number | null => {
    const { people, preferences } = getState()
    return people.blocked[userId] ? null : (preferences.volumes[userId] ?? 1)
  }

  const begin = (place: Place): void => {
    const { call: before, preferences } = getState()
    const { deafened } = before
    const muted = before.muted || preferences.joinMuted
    dispatch(callReset())
    dispatch(callChanged({ ...place, phase: 'joining', muted, deafened, since: deps.clock.now() }))
    media.microphone.setMuted(muted)
    call = createCall({
      deps,
      media,
      place,
      volumeOf,
      onEnded: () => {
        call = undefined
        media.microphone.close()
      },
    })
  }

  return {
    prepare: media.prepare,
    async join(place) {
      const { call: current } = getState()
      const alreadyIn = current.phase !== 'idle' && current.phase !== 'ended' && current.channelId === place.channelId
      if (alreadyIn) return
      leave()
      if (media.support !== 'ok') {
        dispatch(callReset())
        dispatch(callChanged({ ...place, phase: 'ended', problem: media.support }))
        return
      }
      begin(place)
      // Beside joining: whoever still ponders the browser's question hears the others meanwhile.
      await media.microphone.open(getState().preferences.microphoneId)
    },
    async leave() {
      leave()
      const { muted, deafened } = getState().call
      dispatch(callReset())
      dispatch(callChanged({ muted, deafened }))
    },
    setMuted(muted) {
      // Speaking while deaf makes no sense: un-muting listens again.
      const { deafened } = getState().call
      dispatch(callChanged({ muted, deafened: muted ? deafened : false }))
      applyMute()
    },
    setDeafened(deafened) {
      const { muted } = getState().call
      if (deafened) mutedBeforeDeafened = muted
      dispatch(callChanged({ deafened, muted: deafened || mutedBeforeDeafened }))
      applyMute()
    },
    setVolume(userId, volume) {
      dispatch(volumeChanged({ userId, volume }))
      call?.volumesChanged()
    },
    audienceChanged: () => call?.volumesChanged(),
    muteOther: (participantId, muted) => call?.muteOther(participantId, muted),
    retryMicrophone: () => media.microphone.open(getState().preferences.microphoneId),
    level: (participantId) => call?.level(participantId) ?? 0,
  }
}

export type ChosenDevices = { microphoneId?: string | null; speakerId?: string | null }

/** Keeps chosen devices with the other preferences. */
export const rememberDevices =
  ({ dispatch }: Pick<VoiceDeps, 'dispatch'>) =>
  (chosen: ChosenDevices): void =>
    void dispatch(preferencesChanged(chosen))
