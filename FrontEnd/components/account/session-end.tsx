import type { FailureCode } from '@chaos/client-core'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'

type Props = { because: FailureCode | null }

/** Why the last session in this browser is over, above the form that begins the next. */
export function SessionEnd({ because }: Props) {
  const title = because ? failureText({ code: because }) : t('account.expired')
  return (
    <div style={{ marginBlockEnd: 16 }}>
      {because === 'session_ended_by_reuse' ? (
        <Notice tone="warning" role="alert" title={title}>
          {t('session.reuseAdvice')}
        </Notice>
      ) : (
        <Notice tone="info" title={title} />
      )}
    </div>
  )
}
