import type { ApiFailure } from '@chaos/client-core'
import PasskeyIcon from '@mui/icons-material/KeyRounded'
import Button from '@mui/material/Button'
import TextField from '@mui/material/TextField'
import { type FormEvent, useRef, useState } from 'react'
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
import { InviteField } from './invite-field.tsx'
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
  /** Without a password; absent where that is no way in. */
  onPasskey?: (draft: AccountDraft) => void
}

/** The words of a refusal stand at the field where it can be put right, or else above them all. */
function placesOf(failure: ApiFailure | null): { elsewhere: ApiFailure | null; atFields: AccountErrors } {
  const field = failure && fieldOfFailure(failure)
  return failure && field
    ? { elsewhere: null, atFields: { [field]: failureText(failure) } }
    : { elsewhere: failure, atFields: {} }
}

export function AccountForm({ mode, submitLabel, busy, failure, askInvite, progress, onSubmit, onPasskey }: Props) {
  const [draft, setDraft] = useState<AccountDraft>({ userName: '', displayName: '', password: '', inviteCode: '' })
  const [checked, setChecked] = useState<AccountErrors>({})
  const signUp = mode === 'signUp'
  const { elsewhere, atFields } = placesOf(failure)
  const errors: AccountErrors = { ...atFields, ...checked }
  const change = (name: keyof AccountDraft, value: string) => {
    setDraft((before) => ({ ...before, [name]: value }))
    setChecked(({ [name]: _, ...others }) => others)
  }
  const form = useRef<HTMLFormElement>(null)
  /** Shows what has to be put right, or goes on. */
  const proceed = (found: AccountErrors, then: (draft: AccountDraft) => void) => {
    setChecked(found)
    const first = Object.keys(found)[0]
    if (first) form.current?.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus()
    else if (!busy) then(draft)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    proceed(checkAccount(mode, draft), onSubmit)
  }
  const submitPasskey = (then: (draft: AccountDraft) => void) => {
    const { password: _, ...found } = checkAccount(mode, draft)
    proceed(signUp ? found : {}, then)
  }
  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      {elsewhere ? <Notice tone="danger" role="alert" title={failureText(elsewhere)} /> : null}
      <TextField
        name="userName"
        label={t('account.userName')}
        value={draft.userName}
        onChange={(event) => change('userName', event.target.value)}
        error={errors.userName !== undefined}
        helperText={errors.userName ?? (signUp ? t('account.userNameHelp') : ' ')}
        // The last word lets browsers offer passkeys in this field (HTML, autofill detail tokens).
        autoComplete={signUp ? 'username' : 'username webauthn'}
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
        <InviteField
          value={draft.inviteCode}
          error={errors.inviteCode}
          onChange={(value) => change('inviteCode', value)}
        />
      ) : null}
      <Button type="submit" variant="contained" size="large" loading={busy}>
        {submitLabel}
      </Button>
      {onPasskey ? <PasskeyButton signUp={signUp} busy={busy} onClick={() => submitPasskey(onPasskey)} /> : null}
      <p className={styles.progress} role="status">
        {progress}
      </p>
    </form>
  )
}

type PasskeyProps = { signUp: boolean; busy: boolean; onClick: () => void }

const PasskeyButton = ({ signUp, busy, onClick }: PasskeyProps) => (
  <Button startIcon={<PasskeyIcon />} variant="outlined" size="large" disabled={busy} onClick={onClick}>
    {signUp ? t('passkeys.signUp') : t('passkeys.signIn')}
  </Button>
)
