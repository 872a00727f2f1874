import type { ChannelId } from '@chaos/protocol'
import type { AuthorizedCall } from '../api/api.ts'
import type { CallState } from '../voice/call-state.ts'
import type { VoiceCommands } from '../voice/voice-commands.ts'
import { callSettled, callStarted, ringEnded } from '../state/ringing-slice.ts'
import type { Store } from '../state/store.ts'

const path = (channelId: ChannelId) => `/api/voice/conversations/${channelId}`

type Deps = { store: Store; call: AuthorizedCall; voice: Pick<VoiceCommands, 'join' | 'leave'> }

export type CallCommands = ReturnType<typeof createCalls>['commands']

const isIn = (call: CallState, channelId: ChannelId): boolean =>
  call.channelId === channelId && call.phase !== 'idle' && call.phase !== 'ended'

/** Calling people and being called. The call itself is voice like any other. */
export function createCalls({ store, call, voice }: Deps) {
  const { dispatch, getState } = store

  const join = (channelId: ChannelId) => voice.join({ communityId: null, channelId })
  const hangUp = (channelId: ChannelId) => {
    dispatch(callSettled())
    void call({ method: 'DELETE', path: `${path(channelId)}/ring`, reply: null })
  }

  /** The ringing ends when somebody came, or when the viewer leaves. */
  const stopFollowing = store.subscribe(() => {
    const { ringing, call: now } = getState()
    const { outgoing } = ringing
    if (!outgoing) return
    if (!isIn(now, outgoing.channelId)) hangUp(outgoing.channelId)
    else if (now.people.some(({ self }) => !self)) dispatch(callSettled())
  })

  return {
    commands: {
      /** Enters the conversation's call; when nobody is in it, the others are rung. */
      async start(channelId: ChannelId): Promise<void> {
        const { list } = getState().conversations
        const known = list.status === 'ready' ? list.value.items.find(({ id }) => id === channelId) : undefined
        const isEmpty = (known?.occupants.length ?? 0) === 0
        void join(channelId)
        if (!isEmpty || !isIn(getState().call, channelId)) return
        dispatch(callStarted(channelId))
        const outcome = await call({ method: 'POST', path: `${path(channelId)}/ring`, body: {}, reply: null })
        if (!outcome.ok) dispatch(callSettled())
      },
      /** Answers: the other devices of the person stop ringing by themselves. */
      async accept(channelId: ChannelId): Promise<void> {
        dispatch(ringEnded(channelId))
        await join(channelId)
      },
      /** Looks away: it goes on ringing on other devices. */
      ignore(channelId: ChannelId): void {
        dispatch(ringEnded(channelId))
      },
      async decline(channelId: ChannelId): Promise<void> {
        dispatch(ringEnded(channelId))
        await call({ method: 'POST', path: `${path(channelId)}/decline`, body: {}, reply: null })
      },
    },
    close: stopFollowing,
  }
}
