import type { CommunityView } from '@chaos/protocol'
import DeleteIcon from '@mui/icons-material/DeleteOutlineRounded'
import EditIcon from '@mui/icons-material/EditRounded'
import RoomIcon from '@mui/icons-material/GraphicEqRounded'
import BellIcon from '@mui/icons-material/NotificationsNoneRounded'
import PersonAddIcon from '@mui/icons-material/PersonAddAlt1Rounded'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { useNavigate } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { useAppState, useClient } from '../client-context.ts'
import { placeOf } from '../call/place-of.ts'
import { isInCall } from '../selectors.ts'
import { MoveItems } from './move-items.tsx'
import type { OpenDialog } from './use-dialogs.ts'
import type { Moves } from './use-moves.ts'

type Props = {
  view: CommunityView
  channelId: string
  anchor: HTMLElement
  moves: Moves
  show: (dialog: OpenDialog) => void
  onClose: () => void
}

/** The same menu for the button, the right click and the long press. */
export function ChannelMenu({ view, channelId, anchor, moves, show, onClose }: Props) {
  const navigate = useNavigate()
  const { voice, store } = useClient()
  const here = useAppState(({ call }) => isInCall(call) && call.channelId === channelId)
  const may = (permission: CommunityView['permissions'][number]) => view.permissions.includes(permission)
  const manage = may('manage_channels')
  const channel = view.channels.find(({ id }) => id === channelId)
  const name = channel?.name ?? ''
  const join = () => {
    if (channel) void voice.join(placeOf(store.getState(), channel))
  }
  const then = (action: () => void) => () => {
    onClose()
    action()
  }
  return (
    <Menu
      open
      anchorEl={anchor}
      onClose={onClose}
      slotProps={{ list: { 'aria-label': t('channel.options', { name }) } }}
    >
      {here ? (
        <MenuItem onClick={then(() => void voice.leave())}>
          <RoomIcon fontSize="small" /> {t('dock.leave')}
        </MenuItem>
      ) : (
        <MenuItem onClick={then(join)}>
          <RoomIcon fontSize="small" /> {t('lobby.join')}
        </MenuItem>
      )}
      <MenuItem onClick={() => show({ kind: 'channelLevels', channelId, anchor })}>
        <BellIcon fontSize="small" /> {t('notifications.title')}
      </MenuItem>
      {may('create_invite') ? (
        <MenuItem onClick={() => show({ kind: 'invite' })}>
          <PersonAddIcon fontSize="small" /> {t('invite.make')}
        </MenuItem>
      ) : null}
      {manage ? (
        <MenuItem onClick={() => void navigate(`/communities/${view.community.id}/channels/${channelId}/settings`)}>
          <EditIcon fontSize="small" /> {t('channel.edit')}
        </MenuItem>
      ) : null}
      {manage ? (
        <MoveItems
          mayMove={(by) => moves.may.channel(channelId, by)}
          onMove={(by) => then(() => moves.stepChannel(channelId, by))()}
          {...(view.categories.length > 0 ? { onMoveTo: () => show({ kind: 'moveChannel', channelId }) } : {})}
        />
      ) : null}
      {manage ? (
        <MenuItem sx={{ color: 'var(--danger)' }} onClick={() => show({ kind: 'deleteChannel', channelId })}>
          <DeleteIcon fontSize="small" /> {t('channel.delete')}
        </MenuItem>
      ) : null}
    </Menu>
  )
}
