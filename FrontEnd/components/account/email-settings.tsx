import type { ApiFailure, EmailState } from '@chaos/client-core'
import Button from '@mui/material/Button'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import { OneFieldForm } from '../forms/one-field-form.tsx'
import settings from '../settings/settings.module.css'

type Props = {
  state: EmailState
  busy: boolean
  failure: ApiFailure | null
  onChange: (address: string) => void
  onRemove: () => void
}

const check = (address: string) => (/^[^\s@]+@[^\s@]+$/.test(address) ? null : t('email.wrong'))

export function EmailSettings({ state: { address, pending, canSend }, busy, failure, onChange, onRemove }: Props) {
  return (
    <section className={settings.group}>
      <h2>{t('email.title')}</h2>
      <p className={settings.text}>{t('email.text')}</p>
      <p className={settings.text}>{address === null ? t('email.none') : t('email.is', { address })}</p>
      {pending === null ? null : <Notice tone="info" title={t('email.pending', { address: pending })} />}
      {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
      {canSend ? (
        <OneFieldForm
          // Empty again once a mail is on its way.
          key={pending}
          label={t('email.label')}
          submitLabel={t('email.submit')}
          maxLength={254}
          busy={busy}
          check={check}
          onSubmit={onChange}
        />
      ) : (
        <p className={settings.text}>{t('email.cannotSend')}</p>
      )}
      {address === null && pending === null ? null : (
        <Button variant="text" color="inherit" disabled={busy} onClick={onRemove} sx={{ alignSelf: 'flex-start' }}>
          {t('email.remove')}
        </Button>
      )}
    </section>
  )
}
