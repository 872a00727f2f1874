import BellIcon from '@mui/icons-material/NotificationsRounded'
import Badge from '@mui/material/Badge'
import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'

type Props = { unread: number; to: string }

export function Bell({ unread, to }: Props) {
  const label = unread > 0 ? t('notifications.openCount', { count: unread }) : t('notifications.open')
  return (
    <Tooltip title={t('notifications.open')}>
      <IconButton component={Link} to={to} aria-label={label}>
        {unread > 0 ? (
          <Badge badgeContent={unread} max={99} color="error" overlap="circular">
            <BellIcon fontSize="small" />
          </Badge>
        ) : (
          <BellIcon fontSize="small" />
        )}
      </IconButton>
    </Tooltip>
  )
}
