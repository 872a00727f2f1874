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
  title: string
  text?: string
  name: string
  submitLabel: string
  busy: boolean
  failure: ApiFailure | null
  onSubmit: (name: string) => void
  onClose: () => void
}

export function PasskeyNameDialog({ title, text, name, submitLabel, busy, failure, onSubmit, onClose }: Props) {
  const [typed, setTyped] = useState(name)
  const [missing, setMissing] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setMissing(typed.trim() === '')
    if (typed.trim() !== '' && !busy) onSubmit(typed.trim())
  }
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="passkey-name">
      <form onSubmit={submit} noValidate>
        <DialogTitle id="passkey-name">{title}</DialogTitle>
        <DialogContent className={styles.form ?? ''}>
          {text ? <span>{text}</span> : null}
          {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
          <TextField
            label={t('passkeys.name')}
            value={typed}
            autoFocus
            error={missing}
            helperText={missing ? t('passkeys.needName') : ' '}
            onFocus={(event) => event.target.select()}
            onChange={(event) => setTyped(event.target.value)}
            sx={{ mt: 1 }}
            slotProps={{ htmlInput: { maxLength: 64 } }}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" variant="contained" loading={busy}>
            {submitLabel}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
