import type { RootState } from '@chaos/client-core'
import type { CommunityView } from '@chaos/protocol'
import PersonAddIcon from '@mui/icons-material/PersonAddAlt1Rounded'
import RolesIcon from '@mui/icons-material/SellOutlined'
import IconButton from '@mui/material/IconButton'
import Skeleton from '@mui/material/Skeleton'
import Tooltip from '@mui/material/Tooltip'
import { useMemo } from 'react'
import { shallowEqual } from 'react-redux'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { ChannelList } from '../../components/channels/channel-list.tsx'
import { RowSkeletons } from '../../components/feedback/row-skeletons.tsx'
import { SideRegion } from '../../components/shell/shell.tsx'
import { useAppState } from '../client-context.ts'
import { isInCall, occupantsOf } from '../selectors.ts'
import { channelGroups } from './channel-groups.ts'
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

const partsOf = ({ call, rosters, session }: RootState) => ({ call, rosters, session })

export function CommunitySide({ communityId, view, activeId, dialogs, moves }: Props) {
  const parts = useAppState(partsOf, shallowEqual)
  const { collapsed, toggle } = useCollapsed()
  const groups = useMemo(
    () =>
      view
        ? channelGroups(view, collapsed, (channel) => ({
            ...channel,
            occupants: occupantsOf(parts, channel.id),
            joined: isInCall(parts.call) && parts.call.channelId === channel.id,
          }))
        : [],
    [view, collapsed, parts],
  )
  const name = view?.community.name
  const mayInvite = view?.permissions.includes('create_invite') ?? false
  return (
    <SideRegion
      label={t('nav.channels')}
      title={
        <>
          <span style={{ flex: 1 }}>{name ?? <Skeleton width={140} />}</span>
          {view?.permissions.includes('manage_roles') ? (
            <Tooltip title={t('roles.title')}>
              <IconButton
                size="small"
                component={Link}
                to={`/communities/${communityId}/settings/roles`}
                aria-label={t('roles.title')}
              >
                <RolesIcon fontSize="small" />
              </IconButton>
            </Tooltip>
          ) : null}
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
