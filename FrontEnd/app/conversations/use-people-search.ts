import type { Loadable } from '@chaos/client-core'
import type { User } from '@chaos/protocol'
import { useEffect, useState } from 'react'
import { useClient } from '../client-context.ts'

/** Typing goes on meanwhile, ms. */
const settleMs = 200

/** People who may be talked with, found while one types. */
export function usePeopleSearch(): { found: Loadable<User[]>; search: (text: string) => void } {
  const { conversations } = useClient()
  const [text, setText] = useState('')
  const [found, setFound] = useState<Loadable<User[]>>({ status: 'loading' })
  useEffect(() => {
    let isOld = false
    const look = async () => {
      const outcome = await conversations.people(text)
      if (isOld) return
      setFound(outcome.ok ? { status: 'ready', value: outcome.value } : { status: 'failed', failure: outcome.failure })
    }
    const timer = setTimeout(() => void look(), text === '' ? 0 : settleMs)
    return () => {
      isOld = true
      clearTimeout(timer)
    }
  }, [conversations, text])
  return { found, search: setText }
}
