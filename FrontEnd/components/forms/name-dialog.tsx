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
import styles from './form.module.css'

type Props = {
  title: string
  submitLabel: string
  name?: string
  busy: boolean
  failure: ApiFailure | null
  onSubmit: (name: string) => void
  onClose: () => void
}

/** Asks for a name and nothing else. */
export function NameDialog({ title, submitLabel, name = '', busy, failure, onSubmit, onClose }: Props) {
  const [typed, setTyped] = useState(name)
  const [touched, setTouched] = useState(false)
  const isMissing = touched && typed.trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTouched(true)
    if (typed.trim() !== '' && !busy) onSubmit(typed.trim())
  }
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="name-dialog">
      <form onSubmit={submit} noValidate>
        <DialogTitle id="name-dialog">{title}</DialogTitle>
        <DialogContent>
          <div className={styles.form} style={{ paddingBlockStart: 8 }}>
            {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
            <TextField
              label={t('channel.name')}
              value={typed}
              autoFocus
              error={isMissing}
              helperText={isMissing ? t('channel.needName') : undefined}
              onChange={({ target }) => setTyped(target.value)}
              slotProps={{ htmlInput: { maxLength: 64 } }}
            />
          </div>
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
