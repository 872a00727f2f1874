import type { ApiFailure, CallMove } from '@chaos/client-core'
import Button from '@mui/material/Button'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'

type MovedProps = {
  because: CallMove['because']
  room: string
  /** Where the person was; null: it cannot be seen any more. */
  before: string | null
  onBack: () => void
  onDismiss: () => void
}

/** Says why the person is in another room than the one they chose, with the way back. */
export function MovedNotice({ because, room, before, onBack, onDismiss }: MovedProps) {
  return (
    <Notice
      tone="info"
      title={t(`moved.${because}`, { room })}
      actions={
        <>
          {before === null ? null : (
            <Button size="small" variant="outlined" onClick={onBack}>
              {t('moved.back', { room: before })}
            </Button>
          )}
          <Button size="small" onClick={onDismiss}>
            {t('action.dismiss')}
          </Button>
        </>
      }
    />
  )
}

/** What moderators took from the viewer. */
export function SilencedNotice({ muted, deafened }: { muted: boolean; deafened: boolean }) {
  return (
    <>
      {muted ? (
        <Notice tone="warning" role="alert" title={t('silenced.muted')}>
          {t('silenced.mutedText')}
        </Notice>
      ) : null}
      {deafened ? (
        <Notice tone="warning" role="alert" title={t('silenced.deafened')}>
          {t('silenced.deafenedText')}
        </Notice>
      ) : null}
    </>
  )
}

type RefusedProps = { code: ApiFailure['code']; onDismiss: () => void }

/** The server did not do what was asked about somebody. */
export function RefusedNotice({ code, onDismiss }: RefusedProps) {
  return (
    <Notice
      tone="danger"
      role="alert"
      title={t('refused.title')}
      actions={
        <Button size="small" onClick={onDismiss}>
          {t('action.dismiss')}
        </Button>
      }
    >
      {failureText({ code })}
    </Notice>
  )
}
