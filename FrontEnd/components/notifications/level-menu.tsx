import type { NotificationLevel, PlaceLevelChange } from '@chaos/protocol'
import CheckIcon from '@mui/icons-material/CheckRounded'
import Divider from '@mui/material/Divider'
import ListItemIcon from '@mui/material/ListItemIcon'
import ListItemText from '@mui/material/ListItemText'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { formatInstant } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'

type Props = {
  name: string
  anchor: HTMLElement
  /** A channel can do as its community does. */
  inherits: boolean
  chosen: PlaceLevelChange
  onChange: (change: PlaceLevelChange) => void
  onClose: () => void
}

const hourMs = 3_600_000
/** Beyond it, people did not mean a time. */
const years = 100 * 365 * 24 * hourMs
const levels: NotificationLevel[] = ['all', 'mentions', 'nothing']
const mutes = [
  { key: 'levels.muteHour', forMs: hourMs },
  { key: 'levels.muteDay', forMs: 24 * hourMs },
  { key: 'levels.muteOn', forMs: years },
] as const

const isEndless = (mutedUntil: string): boolean => Date.parse(mutedUntil) - Date.now() > years / 2

/** From what on the person wants to hear of one place, and whether they do at all now. */
export function LevelMenu({ name, anchor, inherits, chosen, onChange, onClose }: Props) {
  const { level, mutedUntil } = chosen
  const shown = level ?? (inherits ? null : 'all')
  const choose = (change: Partial<PlaceLevelChange>) => {
    onClose()
    onChange({ ...chosen, ...change })
  }
  const muteFor = (forMs: number) => choose({ mutedUntil: new Date(Date.now() + forMs).toISOString() })
  return (
    <Menu
      open
      anchorEl={anchor}
      onClose={onClose}
      slotProps={{ list: { 'aria-label': t('levels.title', { name }), dense: true } }}
    >
      {[...(inherits ? [null] : []), ...levels].map((option) => (
        <MenuItem
          key={option ?? 'inherit'}
          role="menuitemradio"
          aria-checked={option === shown}
          onClick={() => choose({ level: option })}
        >
          <ListItemIcon>{option === shown ? <CheckIcon fontSize="small" /> : null}</ListItemIcon>
          <ListItemText>{t(`levels.${option ?? 'inherit'}`)}</ListItemText>
        </MenuItem>
      ))}
      <Divider component="li" />
      {mutedUntil === null ? (
        mutes.map(({ key, forMs }) => (
          <MenuItem key={key} onClick={() => muteFor(forMs)}>
            <ListItemText inset>{t(key)}</ListItemText>
          </MenuItem>
        ))
      ) : (
        <MenuItem onClick={() => choose({ mutedUntil: null })}>
          <ListItemText
            inset
            secondary={
              isEndless(mutedUntil) ? t('levels.mutedOn') : t('levels.muted', { until: formatInstant(mutedUntil) })
            }
          >
            {t('levels.unmute')}
          </ListItemText>
        </MenuItem>
      )}
    </Menu>
  )
}
