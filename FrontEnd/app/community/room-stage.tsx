import type { Channel, CommunityView } from '@chaos/protocol'
import Button from '@mui/material/Button'
import Skeleton from '@mui/material/Skeleton'
import MeetingRoomIcon from '@mui/icons-material/MeetingRoomRounded'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { EmptyState } from '../../components/feedback/empty-state.tsx'
import { StageRegion } from '../../components/shell/shell.tsx'
import { StageHeader } from '../../components/stage/stage-header.tsx'
import { Room } from '../call/room.tsx'
import { NewcomerContainer } from './newcomer-container.tsx'
import { SeenRoom, useSeenAs } from './seen-as.tsx'
import type { Dialogs } from './use-dialogs.ts'
import type { PeoplePanel } from './use-people-panel.ts'

type Props = {
  communityId: string
  channelId: string | null
  view: CommunityView | null
  channel: Channel | null
  dialogs: Dialogs
  panel: PeoplePanel
}

export function RoomStage(props: Props) {
  const { communityId, view, channel } = props
  const seen = useSeenAs(communityId)
  return (
    <StageRegion header={<RoomHeader {...props} />}>
      {view && view.newcomer.needs.length > 0 && !seen ? (
        <NewcomerContainer view={view} />
      ) : channel ? (
        seen ? (
          <SeenRoom communityId={communityId} channelId={channel.id} />
        ) : (
          <Room channel={channel} />
        )
      ) : (
        <div style={{ margin: 'auto' }}>{view ? <NoRoom {...props} view={view} /> : <StageSkeleton />}</div>
      )}
    </StageRegion>
  )
}

const noRoom = { topic: '', encryption: null }

function RoomHeader({ view, channel, dialogs, panel }: Props) {
  const { topic, encryption } = channel ?? noRoom
  return (
    <StageHeader
      topic={topic}
      title={channel?.name ?? view?.community.name ?? ''}
      encryption={encryption}
      mayInvite={view?.permissions.includes('create_invite') ?? false}
      peopleOpen={panel.open}
      onInvite={() => dialogs.show({ kind: 'invite' })}
      onTogglePeople={panel.toggle}
    />
  )
}

function StageSkeleton() {
  return (
    <div style={{ display: 'flex', flexDirection: 'column', alignItems: 'center', gap: 16 }} aria-hidden="true">
      <Skeleton variant="circular" width={104} height={104} />
      <Skeleton width={220} height={32} />
      <Skeleton variant="rounded" width={200} height={48} />
    </div>
  )
}

/** No room to show: it is gone, none exists yet, or none was chosen. */
function NoRoom({ view, channelId, communityId, dialogs }: Props & { view: CommunityView }) {
  const first = view.channels[0]
  if (first)
    return (
      <EmptyState
        title={channelId ? t('channel.goneTitle') : view.community.name}
        text={t('channel.goneText')}
        picture={<MeetingRoomIcon />}
      >
        <Button component={Link} to={`/communities/${communityId}/channels/${first.id}`} variant="contained">
          {first.name}
        </Button>
      </EmptyState>
    )
  const mayManage = view.permissions.includes('manage_channels')
  return (
    <EmptyState
      title={t('channel.noneTitle')}
      text={mayManage ? t('channel.noneText') : t('channel.noneTextMember')}
      picture={<MeetingRoomIcon />}
    >
      {mayManage ? (
        <Button variant="contained" onClick={() => dialogs.show({ kind: 'createChannel' })}>
          {t('channel.create')}
        </Button>
      ) : null}
    </EmptyState>
  )
}
