import type { SecurityEventPage } from '@chaos/protocol'
import { useCallback, useState } from 'react'
import { SecurityLog } from '../../components/account/security-log.tsx'
import { failureText } from '../../components/feedback/failure-text.ts'
import { Notice } from '../../components/feedback/notice.tsx'
import { useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'
import { LoadedSection } from './loaded-section.tsx'
import { useLoaded } from './use-loaded.ts'

export function SecurityLogSection() {
  const { ownSessions } = useClient()
  const { loaded, again } = useLoaded(useCallback(() => ownSessions.securityLog(null), [ownSessions]))
  return (
    <LoadedSection loaded={loaded} onRetry={again}>
      {(first) => <Pages first={first} />}
    </LoadedSection>
  )
}

function Pages({ first }: { first: SecurityEventPage }) {
  const { ownSessions } = useClient()
  const [{ items, next }, setPage] = useState(first)
  const { busy, failure, run } = useMutation()
  const readMore = () =>
    run(ownSessions.securityLog(next), (page) => setPage({ items: [...items, ...page.items], next: page.next }))
  return (
    <>
      <SecurityLog events={items} hasMore={next !== null} busy={busy} onMore={readMore} />
      {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
    </>
  )
}
