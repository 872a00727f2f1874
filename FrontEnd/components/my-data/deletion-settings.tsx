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
import forms from '../forms/form.module.css'
import styles from '../settings/settings.module.css'

type Props = { onDelete: () => void }

export function DeletionSettings({ onDelete }: Props) {
  return (
    <section className={styles.group} aria-labelledby="delete-title">
      <h2 id="delete-title">{t('myData.deleteTitle')}</h2>
      <p className={styles.text}>{t('myData.deleteText')}</p>
      <div className={styles.line}>
        <Button variant="outlined" color="error" onClick={onDelete}>
          {t('myData.delete')}
        </Button>
      </div>
    </section>
  )
}

type DialogProps = {
  userName: string
  busy: boolean
  failure: ApiFailure | null
  onConfirm: (userName: string) => void
  onClose: () => void
}

/** Asks for the own user name, so that no slip of the hand ends an account. */
export function DeletionDialog({ userName, busy, failure, onConfirm, onClose }: DialogProps) {
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)
  const mismatch = wrong || failure?.code === 'user_name_mismatch'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const isName = typed.trim().toLowerCase() === userName.toLowerCase()
    setWrong(!isName)
    if (isName && !busy) onConfirm(typed.trim())
  }
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="deletion-title">
      <DialogTitle id="deletion-title">{t('myData.deleteConfirmTitle')}</DialogTitle>
      <form onSubmit={submit} noValidate>
        <DialogContent className={forms.form ?? ''}>
          {failure && !mismatch ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
          <span>{t('myData.deleteConfirmText', { name: userName })}</span>
          <TextField
            label={t('account.userName')}
            value={typed}
            autoFocus
            autoComplete="off"
            error={mismatch}
            helperText={mismatch ? t('failure.user_name_mismatch') : null}
            onChange={(event) => {
              setTyped(event.target.value)
              setWrong(false)
            }}
            slotProps={{ htmlInput: { autoCapitalize: 'none', spellCheck: false, maxLength: 64 } }}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" variant="contained" color="error" loading={busy}>
            {t('myData.deleteConfirm')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
