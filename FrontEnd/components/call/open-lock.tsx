import LockOpenIcon from '@mui/icons-material/LockOpenRounded'
import IconButton from '@mui/material/IconButton'
import Popover from '@mui/material/Popover'
import Tooltip from '@mui/material/Tooltip'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import styles from './privacy-lock.module.css'

/** The open lock of a call that is not encrypted end to end; opens on what that means. */
export function OpenLock() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return (
    <>
      <Tooltip title={t('open.title')}>
        <IconButton
          size="small"
          aria-label={t('open.title')}
          aria-haspopup="dialog"
          className={styles.lock ?? ''}
          data-closed={false}
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          <LockOpenIcon fontSize="small" />
        </IconButton>
      </Tooltip>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'top', horizontal: 'center' }}
        transformOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': t('open.title'), className: styles.paper ?? '' } }}
      >
        <h3 className={styles.title}>{t('open.title')}</h3>
        <p className={styles.text}>{t('open.text')}</p>
        <p className={styles.text}>{t('open.agreed')}</p>
      </Popover>
    </>
  )
}
