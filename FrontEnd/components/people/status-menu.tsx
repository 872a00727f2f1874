import type { ChosenStatus, OwnStatus } from '@chaos/protocol'
import ClearIcon from '@mui/icons-material/BackspaceOutlined'
import WordsIcon from '@mui/icons-material/ChatBubbleOutlineRounded'
import Divider from '@mui/material/Divider'
import ListItemIcon from '@mui/material/ListItemIcon'
import ListItemText from '@mui/material/ListItemText'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { t } from '../../assets/messages/t.ts'
import { StatusShape } from './status-shape.tsx'
import { chosenStatuses, seenAs, statusWords } from './status-words.ts'

const help: Record<ChosenStatus, string> = {
  online: t('status.onlineHelp'),
  idle: t('status.idleHelp'),
  do_not_disturb: t('status.doNotDisturbHelp'),
  invisible: t('status.invisibleHelp'),
}

type Props = {
  own: OwnStatus
  anchor: HTMLElement
  onChoose: (chosen: ChosenStatus) => void
  onWords: () => void
  onClearWords: () => void
  onClose: () => void
}

/** How to appear, and the way to a few words. */
export function StatusMenu({ own, anchor, onChoose, onWords, onClearWords, onClose }: Props) {
  const status = statusWords(own.chosen)
  return (
    <Menu
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'top', horizontal: 'left' }}
      transformOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      slotProps={{ list: { 'aria-label': t('status.menu', { status }) } }}
    >
      {chosenStatuses.map((chosen) => (
        <MenuItem
          key={chosen}
          role="menuitemradio"
          aria-checked={chosen === own.chosen}
          selected={chosen === own.chosen}
          onClick={() => onChoose(chosen)}
        >
          <ListItemIcon>
            <StatusShape status={seenAs(chosen)} size={14} />
          </ListItemIcon>
          <ListItemText primary={statusWords(chosen)} secondary={help[chosen]} />
        </MenuItem>
      ))}
      <Divider />
      <MenuItem onClick={onWords}>
        <ListItemIcon>
          <WordsIcon fontSize="small" />
        </ListItemIcon>
        <ListItemText
          primary={own.words ? t('status.wordsChange') : t('status.words')}
          {...(own.words ? { secondary: own.words } : {})}
        />
      </MenuItem>
      {own.words ? (
        <MenuItem onClick={onClearWords}>
          <ListItemIcon>
            <ClearIcon fontSize="small" />
          </ListItemIcon>
          {t('status.wordsClear')}
        </MenuItem>
      ) : null}
    </Menu>
  )
}
