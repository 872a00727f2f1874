import type { CommunityView } from '@chaos/protocol'
import PersonAddIcon from '@mui/icons-material/PersonAddAlt1Rounded'
import IconButton from '@mui/material/IconButton'
import Skeleton from '@mui/material/Skeleton'
import Tooltip from '@mui/material/Tooltip'
import { useMemo } from 'react'
import { shallowEqual } from 'react-redux'
import { t } from '../../assets/messages/t.ts'
import { ChannelList } from '../../components/channels/channel-list.tsx'
import { RowSkeletons } from '../../components/feedback/row-skeletons.tsx'
import { SideRegion } from '../../components/shell/shell.tsx'
import { useAppState } from '../client-context.ts'
import { LevelButton } from '../notifications/level-button.tsx'
import { useUnreadPlaces } from '../notifications/unread-places.ts'
import { blockedIn, isInCall, occupantsOf, roomParts } from '../selectors.ts'
import { channelGroups } from './channel-groups.ts'
import { CommunityMenu } from './community-menu.tsx'
import { SeenAsBanner } from './seen-as.tsx'
import { useCollapsed } from './use-collapsed.ts'
import type { Dialogs } from './use-dialogs.ts'
import type { Moves } from './use-moves.ts'

type Props = {
  communityId: string
  view: CommunityView | null
  activeId: string | null
  dialogs: Dialogs
  moves: Moves
}

export function CommunitySide({ communityId, view, activeId, dialogs, moves }: Props) {
  const parts = useAppState(roomParts, shallowEqual)
  const unread = useUnreadPlaces()
  const { collapsed, toggle } = useCollapsed()
  const groups = useMemo(
    () =>
      view
        ? channelGroups(view, collapsed, (channel) => ({
            ...channel,
            communityId,
            occupants: occupantsOf(parts, channel.id),
            blocked: blockedIn(parts, channel.id),
            joined: isInCall(parts.call) && parts.call.channelId === channel.id,
            missed: unread.channels[channel.id] ?? { unread: 0, mentions: 0 },
          }))
        : [],
    [view, collapsed, parts, communityId, unread],
  )
  const mayInvite = view?.permissions.includes('create_invite') ?? false
  return (
    <SideRegion
      label={t('nav.channels')}
      title={
        <>
          <span style={{ flex: 1, minInlineSize: 0 }}>
            {view ? (
              <CommunityMenu view={view} onInvite={() => dialogs.show({ kind: 'invite' })} />
            ) : (
              <Skeleton width={140} />
            )}
          </span>
          {view ? <LevelButton placeId={communityId} name={view.community.name} inherits={false} /> : null}
          {mayInvite ? (
            <Tooltip title={t('invite.make')}>
              <IconButton size="small" aria-label={t('invite.make')} onClick={() => dialogs.show({ kind: 'invite' })}>
                <PersonAddIcon fontSize="small" />
              </IconButton>
            </Tooltip>
          ) : null}
        </>
      }
    >
      <SeenAsBanner communityId={communityId} />
      <div className="visually-hidden" role="status">
        {moves.words}
      </div>
      {view ? (
        <ChannelList
          groups={groups}
          activeId={activeId}
          mayManage={view.permissions.includes('manage_channels')}
          onCreate={(categoryId) => dialogs.show({ kind: 'createChannel', categoryId })}
          onCreateCategory={() => dialogs.show({ kind: 'createCategory' })}
          onCategoryMenu={(categoryId, anchor) => dialogs.show({ kind: 'categoryMenu', categoryId, anchor })}
          onToggle={toggle}
          onDrop={moves.drop}
          onMenu={(channelId, anchor) => dialogs.show({ kind: 'channelMenu', channelId, anchor })}
        />
      ) : (
        <div style={{ padding: 12 }}>
          <RowSkeletons rows={4} />
        </div>
      )}
    </SideRegion>
  )
}
