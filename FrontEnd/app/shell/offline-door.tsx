import type { ApiFailure } from '@chaos/client-core'
import Button from '@mui/material/Button'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../../components/feedback/failure-text.ts'
import { Door } from '../../components/shell/door.tsx'
import { useClient } from '../client-context.ts'

/** The session is not known because the server did not answer, or not sensibly. */
export function OfflineDoor({ failure }: { failure: ApiFailure }) {
  const { session } = useClient()
  return (
    <Door title={failureText(failure)}>
      <Button variant="contained" onClick={() => void session.restore()}>
        {t('action.retry')}
      </Button>
    </Door>
  )
}
