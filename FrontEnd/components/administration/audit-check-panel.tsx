import type { ApiFailure } from '@chaos/client-core'
import type { AuditVerdict } from '@chaos/client-core/administration'
import Button from '@mui/material/Button'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import styles from '../settings/settings.module.css'

type Props = { verdict: AuditVerdict | null; busy: boolean; failure: ApiFailure | null; onCheck: () => void }

/** Whether somebody has tampered with the log. */
export function AuditCheckPanel({ verdict, busy, failure, onCheck }: Props) {
  return (
    <section className={styles.group}>
      <div className={styles.line}>
        <Button variant="outlined" loading={busy} onClick={onCheck}>
          {t('serverLog.verify')}
        </Button>
        <span className={styles.text} style={{ flex: '1 1 240px' }}>
          {t('serverLog.verifyText')}
        </span>
      </div>
      {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
      {verdict?.kind === 'whole' ? (
        <Notice tone="info" title={t('serverLog.whole', { count: verdict.entries })} />
      ) : null}
      {verdict?.kind === 'broken' ? <Notice tone="danger" role="alert" title={t('serverLog.broken', verdict)} /> : null}
    </section>
  )
}
