import type { ApiFailure } from '@chaos/client-core'
import Button from '@mui/material/Button'
import TextField from '@mui/material/TextField'
import { type FormEvent, useRef, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import { checkNewUserName, fieldOfFailure } from './account-fields.ts'
import styles from './form.module.css'

type Names = { userName: string; displayName: string }
type Props = { suggested: Names; busy: boolean; failure: ApiFailure | null; onSubmit: (names: Names) => void }

/** The one thing that a new account needs when somebody else vouches for its person. */
export function ChooseNameForm({ suggested, busy, failure, onSubmit }: Props) {
  const [names, setNames] = useState(suggested)
  const [wrong, setWrong] = useState<string | undefined>()
  const field = useRef<HTMLInputElement>(null)
  const isAboutName = failure !== null && fieldOfFailure(failure) === 'userName'
  const error = wrong ?? (isAboutName ? failureText(failure) : undefined)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const found = checkNewUserName(names.userName)
    setWrong(found)
    if (found) field.current?.focus()
    else if (!busy) onSubmit({ userName: names.userName.trim(), displayName: names.displayName.trim() })
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {failure && !isAboutName ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
      <TextField
        label={t('account.userName')}
        value={names.userName}
        onChange={(event) => {
          setNames({ ...names, userName: event.target.value })
          setWrong(undefined)
        }}
        error={error !== undefined}
        helperText={error ?? t('account.userNameHelp')}
        autoComplete="username"
        autoFocus
        inputRef={field}
        slotProps={{ htmlInput: { autoCapitalize: 'none', spellCheck: false, maxLength: 64 } }}
      />
      <TextField
        label={t('account.displayName')}
        value={names.displayName}
        onChange={(event) => setNames({ ...names, displayName: event.target.value })}
        autoComplete="nickname"
        slotProps={{ htmlInput: { maxLength: 64 } }}
      />
      <Button type="submit" variant="contained" size="large" loading={busy}>
        {t('providers.createAccount')}
      </Button>
    </form>
  )
}
