import type { Channel } from '@chaos/protocol'
import { callChanged, callReset } from '../state/call-slice.ts'
import { preferencesChanged, volumeChanged } from '../state/preferences-slice.ts'
import type { VoiceDeps } from '../voice-parts.ts'
import { type Call, createCall } from './call.ts'
import { requests } from './call-requests.ts'
import type { CallMove, CallProblem } from './call-state.ts'
import type { MediaPlatform } from './media-platform.ts'
import type { Place, VoiceCommands } from './voice-commands.ts'

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

  const openMicrophone = (): Promise<void> => media.microphone.open(getState().preferences.microphoneId)

  const onFloor = (hasWord: boolean, asked: boolean): void => {
    if (!hasWord) return media.microphone.close()
    if (media.microphone.state !== 'off') return
    // Nobody is heard by somebody else's doing.
    if (!asked) {
      dispatch(callChanged({ muted: true }))
      applyMute()
    }
    void openMicrophone()
  }

  const end = (): void => {
    call = undefined
    media.microphone.close()
  }

  /** @param moved the person did not choose this room */
  const begin = (place: Place, moved: CallMove | null = null): void => {
    const { call: before, preferences } = getState()
    const { communityId, channelId, encryption = 'e2ee' } = place
    const { deafened } = before
    const muted = before.muted || (moved === null && preferences.joinMuted)
    dispatch(callReset())
    const since = deps.clock.now()
    dispatch(callChanged({ communityId, channelId, encryption, moved, phase: 'joining', muted, deafened, since }))
    media.microphone.setMuted(muted)
    call = createCall({
      deps,
      media,
      place,
      volumeOf,
      onEnded: end,
      onFloor,
      onMoved: ({ channel, because }) => follow(place, channel, because),
    })
  }

  /** Where the server takes the person, the call goes on; but what was encrypted goes on in clear only if they want it so. */
  const follow = (before: Place, channel: Channel, because: CallMove['because']): void => {
    if (channel.encryption === 'open' && before.encryption !== 'open') {
      end()
      dispatch(callChanged({ phase: 'ended', problem: 'moved_to_open', wantedIn: channel.id }))
      return
    }
    const { communityId, channelId: from } = before
    const listensFirst = channel.kind === 'stage'
    if (listensFirst) media.microphone.close()
    begin({ communityId, channelId: channel.id, encryption: channel.encryption, listensFirst }, { because, from })
  }

  const problemWith = ({ encryption }: Place): CallProblem | null => {
    const { support } = media
    // Without frame encryption there are open rooms yet.
    return support === 'ok' || (support === 'no_frame_encryption' && encryption === 'open') ? null : support
  }

  return {
    prepare: media.prepare,
    async join(place) {
      const { call: current } = getState()
      const alreadyIn = current.phase !== 'idle' && current.phase !== 'ended' && current.channelId === place.channelId
      if (alreadyIn) return
      leave()
      const problem = problemWith(place)
      if (problem) {
        const { communityId, channelId } = place
        dispatch(callReset())
        dispatch(callChanged({ communityId, channelId, phase: 'ended', problem }))
        return
      }
      begin(place)
      // Beside joining: whoever still ponders the browser's question hears the others meanwhile.
      if (!place.listensFirst) await openMicrophone()
    },
    async leave() {
      leave()
      const { muted, deafened } = getState().call
      dispatch(callReset())
      dispatch(callChanged({ muted, deafened }))
      media.prepare()
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
    ...requests((message) => call?.ask(message)),
    dismissNotices: () => void dispatch(callChanged({ refusal: null, moved: null })),
    retryMicrophone: openMicrophone,
    level: (participantId) => call?.level(participantId) ?? 0,
  }
}

export type ChosenDevices = { microphoneId?: string | null; speakerId?: string | null }

/** Keeps chosen devices with the other preferences. */
export const rememberDevices =
  ({ dispatch }: Pick<VoiceDeps, 'dispatch'>) =>
  (chosen: ChosenDevices): void =>
    void dispatch(preferencesChanged(chosen))
