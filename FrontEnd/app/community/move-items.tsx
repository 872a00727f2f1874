import DownIcon from '@mui/icons-material/ArrowDownwardRounded'
import UpIcon from '@mui/icons-material/ArrowUpwardRounded'
import MoveIcon from '@mui/icons-material/DriveFileMoveOutlined'
import MenuItem from '@mui/material/MenuItem'
import { t } from '../../assets/messages/t.ts'

type Props = {
  mayMove: (by: 1 | -1) => boolean
  onMove: (by: 1 | -1) => void
  onMoveTo?: () => void
  /** Of the menu around them; MUI gives it to its items. */
  autoFocus?: boolean
}

/** The keyboard's way to put things in order. */
export function MoveItems({ mayMove, onMove, onMoveTo }: Props) {
  return (
    <>
      <MenuItem disabled={!mayMove(-1)} onClick={() => onMove(-1)}>
        <UpIcon fontSize="small" /> {t('channel.moveUp')}
      </MenuItem>
      <MenuItem disabled={!mayMove(1)} onClick={() => onMove(1)}>
        <DownIcon fontSize="small" /> {t('channel.moveDown')}
      </MenuItem>
      {onMoveTo ? (
        <MenuItem onClick={onMoveTo}>
          <MoveIcon fontSize="small" /> {t('channel.moveTo')}
        </MenuItem>
      ) : null}
    </>
  )
}
