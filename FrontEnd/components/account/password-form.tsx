import type { ApiFailure } from '@chaos/client-core'
import Button from '@mui/material/Button'
import { type FormEvent, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import styles from '../forms/form.module.css'
import { PasswordField } from '../forms/password-field.tsx'
import settings from '../settings/settings.module.css'

type Draft = { current: string; password: string }
type Props = {
  /** Whether there is one to change. */
  hasPassword: boolean
  busy: boolean
  failure: ApiFailure | null
  changed: boolean
  onSubmit: (draft: Draft) => void
}
type Errors = Partial<Record<keyof Draft, string>>

/** What has to be put right before the server is asked. */
function check({ current, password }: Draft, hasPassword: boolean): Errors {
  return {
    ...(hasPassword && current === '' ? { current: t('account.needPassword') } : {}),
    ...(password.length < 10 ? { password: t('account.shortPassword') } : {}),
  }
}

/** The field of a refusal, or none of them. */
function errorsOf({ code, fields, ...failure }: ApiFailure): Errors {
  if (code === 'wrong_password') return { current: failureText({ code }) }
  return fields.some(({ path }) => path === '/password') ? { password: failureText({ code, ...failure }) } : {}
}

export function PasswordForm({ hasPassword, busy, failure, changed, onSubmit }: Props) {
  const [draft, setDraft] = useState<Draft>({ current: '', password: '' })
  const [checked, setChecked] = useState<Errors>({})
  const refused = failure ? errorsOf(failure) : {}
  const errors = { ...refused, ...checked }
  const change = (name: keyof Draft) => (value: string) => {
    setDraft((before) => ({ ...before, [name]: value }))
    setChecked(({ [name]: _, ...others }) => others)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const found = check(draft, hasPassword)
    setChecked(found)
    if (Object.keys(found).length === 0 && !busy) onSubmit(draft)
  }
  const isElsewhere = failure && Object.keys(refused).length === 0
  return (
    <section className={settings.group}>
      <h2>{t('password.title')}</h2>
      <p className={settings.text}>{hasPassword ? t('password.changeText') : t('password.setText')}</p>
      {changed ? <Notice tone="info" title={t('password.changed')} /> : null}
      {isElsewhere ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
      <form className={styles.form} onSubmit={submit} noValidate>
        {hasPassword ? (
          <PasswordField
            name="current"
            label={t('password.current')}
            isNew={false}
            value={draft.current}
            error={errors.current}
            onChange={change('current')}
          />
        ) : null}
        <PasswordField
          label={t('password.new')}
          isNew
          value={draft.password}
          error={errors.password}
          onChange={change('password')}
        />
        <Button type="submit" variant="outlined" loading={busy} sx={{ alignSelf: 'flex-start' }}>
          {hasPassword ? t('password.change') : t('password.set')}
        </Button>
      </form>
    </section>
  )
}
