import type { ApiFailure } from '@chaos/client-core'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import TextField from '@mui/material/TextField'
import { type FormEvent, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import styles from '../forms/form.module.css'

type Props = {
  name: string
  busy: boolean
  failure: ApiFailure | null
  onDisable: (reason: string) => void
  onClose: () => void
}

/** Asks for the reason, which the person will read. */
export function DisableDialog({ name, busy, failure, onDisable, onClose }: Props) {
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setMissing(reason.trim() === '')
    if (reason.trim() !== '' && !busy) onDisable(reason.trim())
  }
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="disable-title">
      <form onSubmit={submit} noValidate>
        <DialogTitle id="disable-title">{t('users.disableTitle', { name })}</DialogTitle>
        <DialogContent>
          <div className={styles.form}>
            <span>{t('users.disableText')}</span>
            {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
            <TextField
              multiline
              autoFocus
              label={t('users.disableReason')}
              value={reason}
              error={missing}
              helperText={missing ? t('users.needReason') : t('users.disableReasonHelp')}
              onChange={({ target }) => setReason(target.value)}
              slotProps={{ htmlInput: { maxLength: 500 } }}
            />
          </div>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" variant="contained" color="error" loading={busy}>
            {t('users.disable')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
