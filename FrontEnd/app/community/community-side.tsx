import type { RootState } from '@chaos/client-core'
import type { CommunityView } from '@chaos/protocol'
import PersonAddIcon from '@mui/icons-material/PersonAddAlt1Rounded'
import SettingsIcon from '@mui/icons-material/TuneRounded'
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
import type { Dialogs } from './use-dialogs.ts'

type Props = { communityId: string; view: CommunityView | null; activeId: string | null; dialogs: Dialogs }

const partsOf = ({ call, rosters, session }: RootState) => ({ call, rosters, session })

export function CommunitySide({ communityId, view, activeId, dialogs }: Props) {
  const parts = useAppState(partsOf, shallowEqual)
  const channels = useMemo(
    () =>
      (view?.channels ?? []).map((channel) => ({
        ...channel,
        communityId,
        occupants: occupantsOf(parts, channel.id),
        joined: isInCall(parts.call) && parts.call.channelId === channel.id,
      })),
    [view, parts, communityId],
  )
  const name = view?.community.name
  const mayInvite = view?.permissions.includes('create_invite') ?? false
  return (
    <SideRegion
      label={t('nav.channels')}
      title={
        <>
          <span style={{ flex: 1 }}>{name ?? <Skeleton width={140} />}</span>
          {mayInvite ? (
            <Tooltip title={t('invite.make')}>
              <IconButton size="small" aria-label={t('invite.make')} onClick={() => dialogs.show({ kind: 'invite' })}>
                <PersonAddIcon fontSize="small" />
              </IconButton>
            </Tooltip>
          ) : null}
          <Tooltip title={t('moderation.settings')}>
            <IconButton
              size="small"
              component={Link}
              to={`/communities/${communityId}/settings/members`}
              aria-label={t('moderation.settings')}
            >
              <SettingsIcon fontSize="small" />
            </IconButton>
          </Tooltip>
        </>
      }
    >
      {view ? (
        <ChannelList
          channels={channels}
          activeId={activeId}
          mayManage={view.permissions.includes('manage_channels')}
          onCreate={() => dialogs.show({ kind: 'createChannel' })}
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
