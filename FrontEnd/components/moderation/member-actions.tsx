import type { MemberAction } from '@chaos/client-core/moderation'
import BanIcon from '@mui/icons-material/BlockRounded'
import NicknameIcon from '@mui/icons-material/EditRounded'
import ReportIcon from '@mui/icons-material/FlagRounded'
import KickIcon from '@mui/icons-material/PersonRemoveRounded'
import TimeoutIcon from '@mui/icons-material/TimerRounded'
import LiftIcon from '@mui/icons-material/TimerOffRounded'
import Button from '@mui/material/Button'
import ListItemIcon from '@mui/material/ListItemIcon'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { t } from '../../assets/messages/t.ts'
import styles from './moderation.module.css'

const icons = {
  nickname: NicknameIcon,
  timeout: TimeoutIcon,
  liftTimeout: LiftIcon,
  kick: KickIcon,
  ban: BanIcon,
  report: ReportIcon,
} satisfies Record<MemberAction, unknown>
const isGrave = (action: MemberAction): boolean => action === 'kick' || action === 'ban'

type MenuProps = {
  name: string
  actions: MemberAction[]
  anchor: HTMLElement
  onChoose: (action: MemberAction) => void
  onClose: () => void
}

/** The same for the right click, the long press, the button and the menu key. */
export function MemberMenu({ name, actions, anchor, onChoose, onClose }: MenuProps) {
  return (
    <Menu
      open
      anchorEl={anchor}
      onClose={onClose}
      slotProps={{ list: { 'aria-label': t('member.actions', { name }) } }}
    >
      {actions.map((action) => {
        const Icon = icons[action]
        return (
          <MenuItem
            key={action}
            sx={isGrave(action) ? { color: 'var(--danger)' } : {}}
            onClick={() => {
              onClose()
              onChoose(action)
            }}
          >
            <ListItemIcon sx={{ color: 'inherit' }}>
              <Icon fontSize="small" />
            </ListItemIcon>
            {t(`member.${action}`)}
          </MenuItem>
        )
      })}
    </Menu>
  )
}

type ListProps = { name: string; actions: MemberAction[]; onChoose: (action: MemberAction) => void }

/** The same inside a card that is open anyway. */
export function MemberActionList({ name, actions, onChoose }: ListProps) {
  if (actions.length === 0) return null
  return (
    <ul className={styles.actions} aria-label={t('member.actions', { name })}>
      {actions.map((action) => {
        const Icon = icons[action]
        return (
          <li key={action}>
            <Button
              fullWidth
              size="small"
              color={isGrave(action) ? 'error' : 'inherit'}
              startIcon={<Icon fontSize="small" />}
              sx={{ justifyContent: 'flex-start' }}
              onClick={() => onChoose(action)}
            >
              {t(`member.${action}`)}
            </Button>
          </li>
        )
      })}
    </ul>
  )
}
