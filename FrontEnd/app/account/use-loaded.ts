import type { Loadable, Outcome } from '@chaos/client-core'
import { useCallback, useEffect, useRef, useState } from 'react'

/** Reads when the page opens and whenever `again` is called. `read` must keep its identity. What is shown stays while it is read again. */
export function useLoaded<T>(read: () => Promise<Outcome<T>>): { loaded: Loadable<T>; again: () => void } {
  const [loaded, setLoaded] = useState<Loadable<T>>({ status: 'loading' })
  const turn = useRef(0)
  const again = useCallback(() => {
    turn.current += 1
    const mine = turn.current
    void read().then((outcome) => {
      if (turn.current !== mine) return
      setLoaded(outcome.ok ? { status: 'ready', value: outcome.value } : { status: 'failed', failure: outcome.failure })
    })
  }, [read])
  useEffect(() => {
    again()
    return () => {
      turn.current += 1
    }
  }, [again])
  return { loaded, again }
}
