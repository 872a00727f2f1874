import type { ApiFailure } from '@chaos/client-core'
import Button from '@mui/material/Button'
import TextField from '@mui/material/TextField'
import { type FormEvent, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import {
  type AccountDraft,
  type AccountErrors,
  type AccountMode,
  checkAccount,
  fieldOfFailure,
} from './account-fields.ts'
import styles from './form.module.css'
import { PasswordField } from './password-field.tsx'

type Props = {
  mode: AccountMode
  submitLabel: string
  busy: boolean
  failure: ApiFailure | null
  askInvite?: boolean
  /** What goes on while it is busy, when that may take a moment. */
  progress?: string | null
  onSubmit: (draft: AccountDraft) => void
}

export function AccountForm({ mode, submitLabel, busy, failure, askInvite, progress, onSubmit }: Props) {
  const [draft, setDraft] = useState<AccountDraft>({ userName: '', displayName: '', password: '', inviteCode: '' })
  const [checked, setChecked] = useState<AccountErrors>({})
  const signUp = mode === 'signUp'
  const refused = failure ? fieldOfFailure(failure) : null
  const errors: AccountErrors = failure && refused ? { [refused]: failureText(failure), ...checked } : checked
  const change = (name: keyof AccountDraft, value: string) => {
    setDraft((before) => ({ ...before, [name]: value }))
    setChecked(({ [name]: _, ...others }) => others)
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const found = checkAccount(mode, draft)
    setChecked(found)
    const first = Object.keys(found)[0]
    if (first) event.currentTarget.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus()
    else if (!busy) onSubmit(draft)
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {failure && !refused ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
      <TextField
        name="userName"
        label={t('account.userName')}
        value={draft.userName}
        onChange={(event) => change('userName', event.target.value)}
        error={errors.userName !== undefined}
        helperText={errors.userName ?? (signUp ? t('account.userNameHelp') : ' ')}
        autoComplete="username"
        autoFocus
        slotProps={{ htmlInput: { autoCapitalize: 'none', spellCheck: false, maxLength: 64 } }}
      />
      {signUp ? (
        <TextField
          name="displayName"
          label={t('account.displayName')}
          value={draft.displayName}
          onChange={(event) => change('displayName', event.target.value)}
          autoComplete="nickname"
          slotProps={{ htmlInput: { maxLength: 64 } }}
        />
      ) : null}
      <PasswordField
        isNew={signUp}
        value={draft.password}
        error={errors.password}
        onChange={(value) => change('password', value)}
      />
      {askInvite ? (
        <TextField
          name="inviteCode"
          label={t('registration.inviteLabel')}
          value={draft.inviteCode}
          onChange={(event) => change('inviteCode', event.target.value)}
          error={errors.inviteCode !== undefined}
          helperText={errors.inviteCode ?? t('registration.inviteHelp')}
          autoComplete="off"
          slotProps={{ htmlInput: { maxLength: 512, spellCheck: false } }}
        />
      ) : null}
      <Button type="submit" variant="contained" size="large" loading={busy}>
        {submitLabel}
      </Button>
      <p className={styles.progress} role="status">
        {progress}
      </p>
    </form>
  )
}
