import type { ApiFailure } from '@chaos/client-core'
import type { TotpSetup } from '@chaos/client-core/account'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { FormDialog } from '../forms/form-dialog.tsx'
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

export function TotpDialog({ setup, failure, onCode, ...props }: Props) {
  const [typed, setTyped] = useState('')
  const [missing, setMissing] = useState(false)
  const error = missing ? missingCode('totp') : failure ? failureText(failure) : undefined
  const submit = () => {
    const code = readCode('totp', typed)
    setMissing(code === null)
    if (code !== null) onCode(code)
  }
  return (
    // What went wrong is said at the code.
    <FormDialog {...props} title={t('totp.title')} submitLabel={t('totp.confirm')} failure={null} onSubmit={submit}>
      <span>{t('totp.scan')}</span>
      <QrCode text={setup.uri} label={t('totp.qr')} />
      <span>{t('totp.byHand')}</span>
      <p className={styles.key}>{inGroups(setup.secret)}</p>
      <CodeField kind="totp" value={typed} error={error} onChange={setTyped} />
    </FormDialog>
  )
}
