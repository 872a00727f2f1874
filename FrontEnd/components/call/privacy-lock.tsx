import LockIcon from '@mui/icons-material/LockRounded'
import LockClockIcon from '@mui/icons-material/LockClockRounded'
import IconButton from '@mui/material/IconButton'
import Popover from '@mui/material/Popover'
import Tooltip from '@mui/material/Tooltip'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import styles from './privacy-lock.module.css'

/** The lock of a call; opens on the code that everybody in the room can compare. */
export function PrivacyLock({ code }: { code: string | null }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const label = code === null ? t('lock.pending') : t('lock.label')
  return (
    <>
      <Tooltip title={label}>
        <IconButton
          size="small"
          aria-label={label}
          aria-haspopup="dialog"
          className={styles.lock ?? ''}
          data-closed={code !== null}
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          {code === null ? <LockClockIcon fontSize="small" /> : <LockIcon fontSize="small" />}
        </IconButton>
      </Tooltip>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'top', horizontal: 'center' }}
        transformOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': t('lock.title'), className: styles.paper ?? '' } }}
      >
        <h3 className={styles.title}>{t('lock.title')}</h3>
        {code === null ? (
          <p className={styles.text}>{t('lock.wait')}</p>
        ) : (
          <>
            <p className={styles.code}>
              {[0, 1, 2, 3].map((place) => (
                <span key={place}>{code.split(' ')[place]}</span>
              ))}
            </p>
            <p className={styles.text}>{t('lock.text')}</p>
            <p className={styles.text}>{t('lock.changes')}</p>
          </>
        )}
        <p className={styles.aside}>{t('lock.sees')}</p>
      </Popover>
    </>
  )
}
