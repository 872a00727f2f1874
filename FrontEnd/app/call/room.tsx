import type { RootState } from '@chaos/client-core'
import type { Channel, Occupant } from '@chaos/protocol'
import { useEffect, useMemo, useState } from 'react'
import { shallowEqual } from 'react-redux'
import { useNavigate } from 'react-router'
import { CallProblemNotice, MicrophoneNotice, UnknownInGroupNotice } from '../../components/call/call-notices.tsx'
import { CallStage } from '../../components/stage/call-stage.tsx'
import { Lobby } from '../../components/stage/lobby.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { blockedIn, isInCall, occupantsOf, roomParts, unblocked } from '../selectors.ts'
import { createLevelLoop } from '../wiring/level-loop.ts'
import useMediaQuery from '@mui/material/useMediaQuery'
import type { FollowLevel } from '../../components/stage/person-tile.tsx'
import { TimeoutNotice } from '../moderation/timeout-notice.tsx'
import { useMemberActs } from '../moderation/use-member-acts.tsx'
import { PersonMenuContainer } from './person-menu-container.tsx'
import styles from './room.module.css'

type Props = {
  /** null: a conversation's, whose roster comes with it. */
  communityId: string | null
  channel: Pick<Channel, 'id' | 'userLimit'>
  roster?: Occupant[]
  /** Instead of just going in. */
  onJoin?: () => void
}

const isInside = ({ phase }: RootState['call']) => phase === 'connected' || phase === 'reconnecting'

/** A room on the stage: the way in, or the people in it. */
export function Room({ communityId, channel, roster, onJoin }: Props) {
  const { voice } = useClient()
  const navigate = useNavigate()
  const parts = useAppState(roomParts, shallowEqual)
  const { call } = parts
  const here = call.channelId === channel.id
  const inside = here && isInside(call)
  useEffect(() => voice.prepare(), [voice])
  const join = onJoin ?? (() => void voice.join({ communityId, channelId: channel.id }))
  return (
    <div className={styles.room}>
      <div className={styles.notices}>
        {communityId === null ? null : <TimeoutNotice communityId={communityId} />}
        {here && call.problem ? (
          <CallProblemNotice
            problem={call.problem}
            onRetry={join}
            onDismiss={() => void voice.leave()}
            onReload={() => location.reload()}
          />
        ) : null}
        {here && isInCall(call) ? (
          <>
            <UnknownInGroupNotice count={call.unknownInGroup.length} />
            <MicrophoneNotice
              state={call.microphone}
              onRetry={() => void voice.retryMicrophone()}
              onSettings={() => void navigate('/settings/devices')}
            />
          </>
        ) : null}
      </div>
      {inside ? (
        <Tiles communityId={communityId} />
      ) : (
        <Lobby
          occupants={occupantsOf(parts, channel.id, roster)}
          blocked={blockedIn(parts, channel.id, roster)}
          userLimit={channel.userLimit}
          elsewhere={isInCall(call) && !here}
          joining={here && call.phase === 'joining'}
          onJoin={join}
        />
      )}
    </div>
  )
}

/** Without motion the tile's border and words say who speaks. */
const stillRings: FollowLevel = () => () => {}

function Tiles({ communityId }: Pick<Props, 'communityId'>) {
  const { voice } = useClient()
  const everybody = useAppState(({ call }) => call.people)
  const blocked = useAppState((state) => state.people.blocked)
  const people = useMemo(() => unblocked(everybody, blocked), [everybody, blocked])
  const view = useAppState(({ communities }) => communities.views[communityId ?? ''])
  const { act, elements } = useMemberActs(communityId ?? '', view?.status === 'ready' ? view.value : null)
  const [menu, setMenu] = useState<{ participantId: string; anchor: HTMLElement } | null>(null)
  const calm = useMediaQuery('(prefers-reduced-motion: reduce)')
  const followLevel = useMemo(
    () =>
      calm
        ? stillRings
        : createLevelLoop((id) => voice.level(id), {
            request: (task) => requestAnimationFrame(task),
            cancel: (handle) => cancelAnimationFrame(handle),
          }),
    [voice, calm],
  )
  return (
    <>
      <CallStage
        people={people}
        blocked={everybody.length - people.length}
        followLevel={followLevel}
        onMenu={(participantId, anchor) => setMenu({ participantId, anchor })}
      />
      {menu ? <PersonMenuContainer {...menu} onAct={act} onClose={() => setMenu(null)} /> : null}
      {elements}
    </>
  )
}
