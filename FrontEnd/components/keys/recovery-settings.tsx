import type { ApiFailure, KeysState } from '@chaos/client-core'
import Button from '@mui/material/Button'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import settings from '../settings/settings.module.css'

type Props = Pick<KeysState, 'recovery'> & { busy: boolean; failure: ApiFailure | null; onSetUp: () => void }

export function RecoverySettings({ recovery, busy, failure, onSetUp }: Props) {
  const isSet = recovery === 'set'
  return (
    <section className={settings.group} aria-labelledby="key-recovery-title">
      <h2 id="key-recovery-title">{t('keyRecovery.title')}</h2>
      <p className={settings.text}>{t('keyRecovery.text')}</p>
      {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
      {isSet ? (
        <p className={settings.text}>
          {t('keyRecovery.set')} {t('keyRecovery.rotateText')}
        </p>
      ) : (
        <Notice tone="warning" title={t('keyRecovery.unset')}>
          {t('keyRecovery.unsetText')}
        </Notice>
      )}
      <div className={settings.line}>
        <Button variant={isSet ? 'outlined' : 'contained'} loading={busy} onClick={onSetUp}>
          {isSet ? t('keyRecovery.rotate') : t('keyRecovery.setUp')}
        </Button>
      </div>
    </section>
  )
}
