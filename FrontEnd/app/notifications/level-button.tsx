import BellIcon from '@mui/icons-material/NotificationsNoneRounded'
import BellOffIcon from '@mui/icons-material/NotificationsOffOutlined'
import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { useAppState } from '../client-context.ts'
import { LevelMenuContainer } from './level-menu-container.tsx'

type Props = { placeId: string; name: string; inherits: boolean }

/** Opens the choice of what to hear of a place; it shows whether that is nothing now. */
export function LevelButton(props: Props) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const silent = useAppState(({ notifications }) => {
    const place = notifications.levels[props.placeId]
    return place !== undefined && (place.level === 'nothing' || place.mutedUntil !== null)
  })
  const Icon = silent ? BellOffIcon : BellIcon
  return (
    <>
      <Tooltip title={t('levels.open')}>
        <IconButton
          size="small"
          aria-label={t('levels.title', { name: props.name })}
          aria-haspopup="menu"
          onClick={({ currentTarget }) => setAnchor(currentTarget)}
        >
          <Icon fontSize="small" />
        </IconButton>
      </Tooltip>
      {anchor ? <LevelMenuContainer {...props} anchor={anchor} onClose={() => setAnchor(null)} /> : null}
    </>
  )
}
