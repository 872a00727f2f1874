import type { ApiFailure } from '@chaos/client-core'
import type { TotpSetup } from '@chaos/client-core/account'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { type FormEvent, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import formStyles from '../forms/form.module.css'
import styles from './account.module.css'
import { CodeField, missingCode } from './code-field.tsx'
import { QrCode } from './qr-code.tsx'
import { readCode } from './read-code.ts'

type Props = {
  setup: TotpSetup
  busy: boolean
  failure: ApiFailure | null
  onCode: (code: string) => void
  onClose: () => void
}

/** Four letters at a time are easier to type. */
const inGroups = (secret: string) => secret.replaceAll(/(.{4})(?=.)/g, '$1 ')

export function TotpDialog({ setup, busy, failure, onCode, onClose }: Props) {
  const [typed, setTyped] = useState('')
  const [missing, setMissing] = useState(false)
  const refused = failure ? failureText(failure) : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const code = readCode('totp', typed)
    setMissing(code === null)
    if (code !== null && !busy) onCode(code)
  }
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="totp-dialog">
      <form onSubmit={submit} noValidate>
        <DialogTitle id="totp-dialog">{t('totp.title')}</DialogTitle>
        <DialogContent className={formStyles.form ?? ''}>
          <span>{t('totp.scan')}</span>
          <QrCode text={setup.uri} label={t('totp.qr')} />
          <span>{t('totp.byHand')}</span>
          <p className={styles.key}>{inGroups(setup.secret)}</p>
          <CodeField kind="totp" value={typed} error={missing ? missingCode('totp') : refused} onChange={setTyped} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" variant="contained" loading={busy}>
            {t('totp.confirm')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
