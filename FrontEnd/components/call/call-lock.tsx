import IconButton from '@mui/material/IconButton'
import Popover from '@mui/material/Popover'
import Tooltip from '@mui/material/Tooltip'
import { type ReactNode, useState } from 'react'
import styles from './call-lock.module.css'

type Props = {
  /** What the button is called. */
  label: string
  icon: ReactNode
  closed: boolean
  title: string
  children: ReactNode
}

/** The lock of a call; opens on what it means. */
export function CallLock({ label, icon, closed, title, children }: Props) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return (
    <>
      <Tooltip title={label}>
        <IconButton
          size="small"
          aria-label={label}
          aria-haspopup="dialog"
          className={styles.lock ?? ''}
          data-closed={closed}
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          {icon}
        </IconButton>
      </Tooltip>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'top', horizontal: 'center' }}
        transformOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': title, className: styles.paper ?? '' } }}
      >
        <h3 className={styles.title}>{title}</h3>
        {children}
      </Popover>
    </>
  )
}
