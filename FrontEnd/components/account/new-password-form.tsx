import type { ApiFailure } from '@chaos/client-core'
import Button from '@mui/material/Button'
import { type FormEvent, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import styles from '../forms/form.module.css'
import { PasswordField } from '../forms/password-field.tsx'

type Props = { busy: boolean; failure: ApiFailure | null; onSubmit: (password: string) => void }

/** One field: a password that replaces a forgotten one. */
export function NewPasswordForm({ busy, failure, onSubmit }: Props) {
  const [password, setPassword] = useState('')
  const [error, setError] = useState<string | undefined>()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const wrong = password.length < 10 ? t('account.shortPassword') : undefined
    setError(wrong)
    if (wrong === undefined && !busy) onSubmit(password)
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
      <PasswordField
        label={t('password.new')}
        isNew
        autoFocus
        value={password}
        error={error}
        onChange={(value) => {
          setPassword(value)
          setError(undefined)
        }}
      />
      <Button type="submit" variant="contained" size="large" loading={busy}>
        {t('reset.submit')}
      </Button>
    </form>
  )
}
