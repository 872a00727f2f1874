import { RowSkeletons } from '../../components/feedback/row-skeletons.tsx'
import { EmailSettings } from '../../components/account/email-settings.tsx'
import { failureText } from '../../components/feedback/failure-text.ts'
import { Notice } from '../../components/feedback/notice.tsx'
import { useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'
import { useLoaded } from './use-loaded.ts'

export function EmailBlock() {
  const { email } = useClient()
  const { loaded, again } = useLoaded(email.state)
  const { busy, failure, run } = useMutation()
  if (loaded.status === 'loading') return <RowSkeletons rows={2} />
  if (loaded.status === 'failed') return <Notice tone="danger" title={failureText(loaded.failure)} />
  return (
    <EmailSettings
      state={loaded.value}
      busy={busy}
      failure={failure}
      onChange={(address) => run(email.change(address), again)}
      onRemove={() => run(email.remove(), again)}
    />
  )
}
