import type { ApiFailure, Outcome } from '@chaos/client-core'
import { useCallback, useState } from 'react'

/**
 * Runs one change at a time; `then` runs when it went through, `failure` says why it did not. Not confirming it is no
 * failure: nothing has happened, as the person wanted.
 */
export function useMutation() {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<ApiFailure | null>(null)
  const run = useCallback(<T>(change: Promise<Outcome<T>>, then: (value: T) => void) => {
    setBusy(true)
    setFailure(null)
    void change.then((outcome) => {
      setBusy(false)
      if (outcome.ok) then(outcome.value)
      else if (outcome.failure.code !== 'cancelled') setFailure(outcome.failure)
    })
  }, [])
  return { busy, failure, run }
}
