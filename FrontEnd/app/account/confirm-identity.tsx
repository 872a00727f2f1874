import { lazy, Suspense, useEffect, useState } from 'react'
import { useClient } from '../client-context.ts'

type Answer = (confirmed: boolean) => void

const Question = lazy(async () => ({ default: (await import('./question.tsx')).Question }))

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
  if (!answer) return null
  return (
    <Suspense>
      <Question key="open" onAnswer={(confirmed) => (answer(confirmed), setAnswer(null))} />
    </Suspense>
  )
}
