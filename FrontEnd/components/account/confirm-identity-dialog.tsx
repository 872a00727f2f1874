import type { ApiFailure } from '@chaos/client-core'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { type FormEvent, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import styles from '../forms/form.module.css'
import { PasswordField } from '../forms/password-field.tsx'

type Props = {
  busy: boolean
  failure: ApiFailure | null
  onPassword: (password: string) => void
  onClose: () => void
}

/** Asks once more who is there. */
export function ConfirmIdentityDialog({ busy, failure, onPassword, onClose }: Props) {
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState(false)
  const error = missing ? t('account.needPassword') : failure ? failureText(failure) : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setMissing(password === '')
    if (password !== '' && !busy) onPassword(password)
  }
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="confirm-identity">
      <DialogTitle id="confirm-identity">{t('confirm.title')}</DialogTitle>
      <form onSubmit={submit} noValidate>
        <DialogContent className={styles.form ?? ''}>
          <span>{t('confirm.text')}</span>
          <PasswordField isNew={false} value={password} error={error} autoFocus onChange={setPassword} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" variant="contained" loading={busy}>
            {t('confirm.submit')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
