import { useEffect, useState } from 'react'
import { ConfirmIdentityDialog } from '../../components/account/confirm-identity-dialog.tsx'
import { useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'

type Answer = (confirmed: boolean) => void

/** Stands on every page from which dangerous changes can be made, and comes up when the server wants a proof. */
export function ConfirmIdentity() {
  const { confirmation } = useClient()
  const [answer, setAnswer] = useState<Answer | null>(null)
  useEffect(
    () => confirmation.askWith(() => new Promise<boolean>((resolve) => setAnswer(() => resolve))),
    [confirmation],
  )
  // Leaving the page with the question open is a no.
  useEffect(() => () => answer?.(false), [answer])
  return answer ? <Question key="open" onAnswer={(confirmed) => (answer(confirmed), setAnswer(null))} /> : null
}

function Question({ onAnswer }: { onAnswer: Answer }) {
  const { confirmation } = useClient()
  const { busy, failure, run } = useMutation()
  return (
    <ConfirmIdentityDialog
      busy={busy}
      failure={failure}
      onPassword={(password) => run(confirmation.byPassword(password), () => onAnswer(true))}
      onClose={() => onAnswer(false)}
    />
  )
}
