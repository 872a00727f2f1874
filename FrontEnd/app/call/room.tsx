import type { ApiFailure, RootState } from '@chaos/client-core'
import type { Occupant, Permission } from '@chaos/protocol'
import { useEffect, useState } from 'react'
import { shallowEqual } from 'react-redux'
import { mayModerate } from '../../components/call/moderation-actions.tsx'
import { RefusedNotice } from '../../components/call/room-notices.tsx'
import { Lobby } from '../../components/stage/lobby.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { ChannelKeyNoticeContainer } from '../keys/channel-key-notice-container.tsx'
import { useChannelKeys } from '../keys/use-channel-keys.ts'
import { TimeoutNotice } from '../moderation/timeout-notice.tsx'
import { blockedIn, isInCall, occupantsOf, roomParts } from '../selectors.ts'
import { ChannelTimeline } from '../messages/channel-timeline.tsx'
import { LiveRoom } from './live-room.tsx'
import { ModerationMenuContainer } from './moderation-menu-container.tsx'
import { moderationRights } from './moderation-rights.ts'
import { hasTimeline, kindOf, placeOf, type RoomChannel } from './place-of.ts'
import { RoomNotices } from './room-notices-container.tsx'
import { useFollowMove } from './use-follow-move.ts'
import styles from './room.module.css'

type Props = {
  channel: RoomChannel
  /** A conversation's roster comes with it. */
  roster?: Occupant[]
  /** Instead of just going in. */
  onJoin?: () => void
}

const isInside = ({ phase }: RootState['call']) => phase === 'connected' || phase === 'reconnecting'

/** A room on the stage: the way in, or the people in it. */
export function Room({ channel, roster, onJoin }: Props) {
  const { voice, store } = useClient()
  const [failure, setFailure] = useState<ApiFailure['code'] | null>(null)
  const inside = useAppState(({ call }) => call.channelId === channel.id && isInside(call))
  useFollowMove(channel)
  useChannelKeys(channel)
  useEffect(() => voice.prepare(), [voice])
  const join = onJoin ?? (() => void voice.join(placeOf(store.getState(), channel)))
  return (
    <div className={styles.room} data-timeline={hasTimeline(channel)}>
      <div className={styles.notices}>
        {channel.communityId === null ? null : <TimeoutNotice communityId={channel.communityId} />}
        <RoomNotices channel={channel} onJoin={join} />
        <ChannelKeyNoticeContainer channelId={channel.id} />
        {failure ? <RefusedNotice code={failure} onDismiss={() => setFailure(null)} /> : null}
      </div>
      {inside ? (
        <LiveRoom channel={channel} />
      ) : (
        <WayIn channel={channel} roster={roster} onJoin={join} onFailure={setFailure} />
      )}
      {hasTimeline(channel) ? <ChannelTimeline channel={channel} /> : null}
    </div>
  )
}

const none: Permission[] = []

/** What the viewer may in a community; nothing where there is none. */
function usePermissions(communityId: string | null): Permission[] {
  return useAppState(({ communities }) => {
    const view = communityId === null ? undefined : communities.views[communityId]
    return view?.status === 'ready' ? view.value.permissions : none
  })
}

type WayInProps = {
  channel: RoomChannel
  roster: Occupant[] | undefined
  onJoin: () => void
  onFailure: (code: ApiFailure['code']) => void
}

function WayIn({ channel, roster, onJoin, onFailure }: WayInProps) {
  const { id: channelId, communityId, userLimit, encryption, topic } = channel
  const parts = useAppState(roomParts, shallowEqual)
  const kind = useAppState((state) => kindOf(state, channel))
  const [menu, setMenu] = useState<{ userId: string; anchor: HTMLElement } | null>(null)
  const permissions = usePermissions(communityId)
  const here = parts.call.channelId === channelId
  return (
    <>
      <Lobby
        {...{ userLimit, kind, encryption, topic, onJoin }}
        occupants={occupantsOf(parts, channelId, roster)}
        compact={hasTimeline(channel)}
        blocked={blockedIn(parts, channelId, roster)}
        leads={permissions.includes('manage_stage')}
        elsewhere={isInCall(parts.call) && !here}
        joining={here && parts.call.phase === 'joining'}
        onMenu={mayModerate(moderationRights(permissions)) ? (userId, anchor) => setMenu({ userId, anchor }) : null}
      />
      {menu && communityId !== null ? (
        <ModerationMenuContainer {...menu} {...{ communityId, channelId, onFailure }} onClose={() => setMenu(null)} />
      ) : null}
    </>
  )
}
