import { useEffect } from 'react'
import { t } from '../../assets/messages/t.ts'
import { formatInstant } from '../../assets/messages/formats.ts'
import { Notice } from '../../components/feedback/notice.tsx'
import { useAppState, useClient } from '../client-context.ts'

/** Looked at again at least this often, ms: clocks differ, and timers cannot wait for weeks. */
const mostMs = 3_600_000
/** And not more often than this, when this device thinks that it is over and the server does not yet. */
const leastMs = 5_000

/** Tells somebody in a timeout so, until when, and that it ends by itself; which it then does on the screen as well. */
export function TimeoutNotice({ communityId }: { communityId: string }) {
  const { communities } = useClient()
  const until = useAppState((state) => {
    const view = state.communities.views[communityId]
    return view?.status === 'ready' ? view.value.member.timeoutUntil : null
  })
  useEffect(() => {
    if (until === null) return undefined
    let timer: ReturnType<typeof setTimeout>
    const wait = () => {
      const leftMs = Date.parse(until) - Date.now()
      timer = setTimeout(
        () => {
          if (Date.parse(until) <= Date.now()) void communities.open(communityId)
          wait()
        },
        Math.min(mostMs, Math.max(leastMs, leftMs)),
      )
    }
    wait()
    return () => clearTimeout(timer)
  }, [until, communities, communityId])
  if (until === null) return null
  return (
    <Notice tone="warning" role="alert" title={t('timeout.title', { time: formatInstant(until) })}>
      {t('timeout.text')}
    </Notice>
  )
}
