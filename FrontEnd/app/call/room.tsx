import type { ApiFailure, RootState } from '@chaos/client-core'
import type { Channel, Permission } from '@chaos/protocol'
import { useEffect, useState } from 'react'
import { shallowEqual } from 'react-redux'
import { mayModerate } from '../../components/call/moderation-actions.tsx'
import { RefusedNotice } from '../../components/call/room-notices.tsx'
import { Lobby } from '../../components/stage/lobby.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { isInCall, occupantsOf } from '../selectors.ts'
import { LiveRoom } from './live-room.tsx'
import { ModerationMenuContainer } from './moderation-menu-container.tsx'
import { moderationRights } from './moderation-rights.ts'
import { kindOf, placeOf } from './place-of.ts'
import { RoomNotices } from './room-notices-container.tsx'
import { useFollowMove } from './use-follow-move.ts'
import styles from './room.module.css'

type Props = { communityId: string; channel: Channel }

const partsOf = ({ call, rosters, session }: RootState) => ({ call, rosters, session })

/** A room on the stage: the way in, or the people in it. */
export function Room({ communityId, channel }: Props) {
  const { voice, store } = useClient()
  const [failure, setFailure] = useState<ApiFailure['code'] | null>(null)
  const inside = useAppState(
    ({ call }) => call.channelId === channel.id && (call.phase === 'connected' || call.phase === 'reconnecting'),
  )
  useFollowMove(communityId, channel.id)
  useEffect(() => voice.prepare(), [voice])
  const join = () => void voice.join(placeOf(store.getState(), channel))
  return (
    <div className={styles.room}>
      <div className={styles.notices}>
        <RoomNotices channel={channel} onJoin={join} />
        {failure ? <RefusedNotice code={failure} onDismiss={() => setFailure(null)} /> : null}
      </div>
      {inside ? (
        <LiveRoom channel={channel} />
      ) : (
        <WayIn communityId={communityId} channel={channel} onJoin={join} onFailure={setFailure} />
      )}
    </div>
  )
}

const none: Permission[] = []

type WayInProps = Props & { onJoin: () => void; onFailure: (code: ApiFailure['code']) => void }

function WayIn({ communityId, channel, onJoin, onFailure }: WayInProps) {
  const parts = useAppState(partsOf, shallowEqual)
  const kind = useAppState((state) => kindOf(state, channel))
  const [menu, setMenu] = useState<{ userId: string; anchor: HTMLElement } | null>(null)
  const permissions = useAppState(({ communities }) => {
    const view = communities.views[communityId]
    return view?.status === 'ready' ? view.value.permissions : none
  })
  const here = parts.call.channelId === channel.id
  return (
    <>
      <Lobby
        occupants={occupantsOf(parts, channel.id)}
        userLimit={channel.userLimit}
        kind={kind}
        leads={permissions.includes('manage_stage')}
        encryption={channel.encryption}
        topic={channel.topic}
        elsewhere={isInCall(parts.call) && !here}
        joining={here && parts.call.phase === 'joining'}
        onJoin={onJoin}
        onMenu={mayModerate(moderationRights(permissions)) ? (userId, anchor) => setMenu({ userId, anchor }) : null}
      />
      {menu ? (
        <ModerationMenuContainer
          {...menu}
          communityId={communityId}
          channelId={channel.id}
          onFailure={onFailure}
          onClose={() => setMenu(null)}
        />
      ) : null}
    </>
  )
}
