import type { Ringing } from '@chaos/protocol'
import CallEndIcon from '@mui/icons-material/CallEndRounded'
import CallIcon from '@mui/icons-material/CallRounded'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import { t } from '../../assets/messages/t.ts'
import { Avatar } from '../avatar/avatar.tsx'
import styles from './conversations.module.css'

type Props = {
  ringing: Ringing
  onAccept: () => void
  onDecline: () => void
  /** Esc: it goes on ringing elsewhere, and is missed in the end. */
  onIgnore: () => void
}

/** Somebody calls. Enter answers. */
export function IncomingCallDialog({ ringing: { from }, onAccept, onDecline, onIgnore }: Props) {
  return (
    <Dialog
      open
      maxWidth="xs"
      onClose={(_, reason) => {
        if (reason === 'escapeKeyDown') onIgnore()
      }}
      aria-labelledby="caller-title"
    >
      <div className={styles.caller}>
        <Avatar id={from.userId} name={from.displayName} picture={from.avatar} size={88} speaking />
        <h2 className={styles.callerName} id="caller-title" role="alert">
          {t('calls.incoming', { name: from.displayName })}
        </h2>
      </div>
      <div className={styles.answers}>
        <Button color="error" variant="outlined" startIcon={<CallEndIcon />} onClick={onDecline}>
          {t('calls.decline')}
        </Button>
        <Button color="success" variant="contained" autoFocus startIcon={<CallIcon />} onClick={onAccept}>
          {t('calls.accept')}
        </Button>
      </div>
    </Dialog>
  )
}
