import type { SvgIconComponent } from '@mui/icons-material'
import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'

type Props = { label: string; Icon: SvgIconComponent; onClick: () => void }

/** What can be done to the thing in a row, named with it. */
export function RowButton({ label, Icon, onClick }: Props) {
  return (
    <Tooltip title={label}>
      <IconButton aria-label={label} onClick={onClick}>
        <Icon fontSize="small" />
      </IconButton>
    </Tooltip>
  )
}
