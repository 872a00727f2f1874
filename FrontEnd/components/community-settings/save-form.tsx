import type { ApiFailure } from '@chaos/client-core'
import Button from '@mui/material/Button'
import type { FormEvent, ReactNode } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import styles from '../settings/settings.module.css'

type Props = { busy: boolean; saved: boolean; failure: ApiFailure | null; onSave: () => void; children: ReactNode }

/** Fields, and below them one button that saves all of them. */
export function SaveForm({ busy, saved, failure, onSave, children }: Props) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!busy) onSave()
  }
  return (
    <form className={styles.group} style={{ gap: 20 }} onSubmit={submit} noValidate>
      {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
      {children}
      <div className={styles.line}>
        <Button type="submit" variant="contained" loading={busy}>
          {t('action.save')}
        </Button>
        <span role="status">{saved ? t('communitySettings.saved') : ''}</span>
      </div>
    </form>
  )
}
