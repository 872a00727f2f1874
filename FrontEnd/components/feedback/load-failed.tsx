import type { ApiFailure } from '@chaos/client-core'
import Button from '@mui/material/Button'
import { t } from '../../assets/messages/t.ts'
import { failureText } from './failure-text.ts'
import { Notice } from './notice.tsx'

/** In the place of what could not be read. */
export function LoadFailed({ failure, onRetry }: { failure: ApiFailure; onRetry: () => void }) {
  const again = (
    <Button size="small" onClick={onRetry}>
      {t('action.retry')}
    </Button>
  )
  return <Notice tone="danger" role="alert" title={failureText(failure)} actions={again} />
}
