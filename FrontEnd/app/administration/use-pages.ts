import type { Loadable, Outcome } from '@chaos/client-core'
import { useCallback, useEffect, useRef, useState } from 'react'

type Page<T> = { items: T[]; next: string | null }
type Read<T> = (cursor: string | undefined) => Promise<Outcome<Page<T>>>

/** A list that comes in pages. `read` must keep its identity; another one begins anew, with what is shown staying meanwhile. */
export function usePages<T>(read: Read<T>) {
  const [pages, setPages] = useState<Loadable<Page<T>>>({ status: 'loading' })
  const [busy, setBusy] = useState(false)
  const turn = useRef(0)
  const load = useCallback(
    (before: Page<T> | null) => {
      turn.current += 1
      const mine = turn.current
      void read(before?.next ?? undefined).then((outcome) => {
        if (turn.current !== mine) return
        setBusy(false)
        if (!outcome.ok) return setPages({ status: 'failed', failure: outcome.failure })
        const { items, next } = outcome.value
        setPages({ status: 'ready', value: { items: [...(before?.items ?? []), ...items], next } })
      })
    },
    [read],
  )
  useEffect(() => {
    load(null)
    return () => {
      turn.current += 1
    }
  }, [load])
  const more = () => {
    if (pages.status !== 'ready' || pages.value.next === null || busy) return
    setBusy(true)
    load(pages.value)
  }
  return { pages, busy, more, again: () => load(null) }
}
