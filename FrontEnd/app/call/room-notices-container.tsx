import type { Channel } from '@chaos/protocol'
import { useNavigate } from 'react-router'
import { CallProblemNotice, MicrophoneNotice, UnknownInGroupNotice } from '../../components/call/call-notices.tsx'
import { MovedNotice, RefusedNotice, SilencedNotice } from '../../components/call/room-notices.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { isInCall } from '../selectors.ts'
import { findChannel, placeOf, type RoomChannel } from './place-of.ts'

type Props = { channel: RoomChannel; onJoin: () => void }

/** Everything that the call has to say in the room where it is. */
export function RoomNotices({ channel, onJoin }: Props) {
  const here = useAppState(({ call }) => call.channelId === channel.id)
  const inCall = useAppState(({ call }) => isInCall(call))
  if (!here) return null
  return inCall ? <CallNotices channel={channel} onJoin={onJoin} /> : <EndNotice onJoin={onJoin} />
}

/** Why the call is over. */
function EndNotice({ onJoin }: Pick<Props, 'onJoin'>) {
  const { voice, store } = useClient()
  const navigate = useNavigate()
  const problem = useAppState(({ call }) => call.problem)
  const wanted = useAppState((state) => findChannel(state, state.call.wantedIn))
  if (!problem) return null
  const enter = (channel: Channel) => {
    void navigate(`/communities/${channel.communityId}/channels/${channel.id}`)
    void voice.join(placeOf(store.getState(), channel))
  }
  return (
    <CallProblemNotice
      problem={problem}
      wanted={wanted && { room: wanted.name, onEnter: () => enter(wanted) }}
      onRetry={onJoin}
      onDismiss={() => void voice.leave()}
      onReload={() => location.reload()}
    />
  )
}

function CallNotices({ channel, onJoin }: Props) {
  const { voice, store } = useClient()
  const navigate = useNavigate()
  const call = useAppState((state) => state.call)
  const before = useAppState((state) => findChannel(state, state.call.moved?.from ?? null))
  const own = call.people.find(({ self }) => self)
  const back = () => {
    if (!before) return
    void navigate(`/communities/${before.communityId}/channels/${before.id}`)
    void voice.join(placeOf(store.getState(), before))
  }
  return (
    <>
      {call.problem ? (
        <CallProblemNotice
          problem={call.problem}
          wanted={null}
          onRetry={onJoin}
          onDismiss={() => void voice.leave()}
          onReload={() => location.reload()}
        />
      ) : null}
      {call.moved ? (
        <MovedNotice
          because={call.moved.because}
          room={channel.name}
          before={before?.name ?? null}
          onBack={back}
          onDismiss={voice.dismissNotices}
        />
      ) : null}
      {call.refusal ? <RefusedNotice code={call.refusal} onDismiss={voice.dismissNotices} /> : null}
      <SilencedNotice muted={own?.serverMuted === true} deafened={own?.serverDeafened === true} />
      <UnknownInGroupNotice count={call.unknownInGroup.length} />
      <MicrophoneNotice
        state={call.microphone}
        onRetry={() => void voice.retryMicrophone()}
        onSettings={() => void navigate('/settings/devices')}
      />
    </>
  )
}
