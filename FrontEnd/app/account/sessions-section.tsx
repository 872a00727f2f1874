import { useState } from 'react'
import { SessionList } from '../../components/account/session-list.tsx'
import { useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'
import { LoadedSection } from './loaded-section.tsx'
import { useLoaded } from './use-loaded.ts'

export function SessionsSection() {
  const { ownSessions } = useClient()
  const { loaded, again } = useLoaded(ownSessions.list)
  const { busy, failure, run } = useMutation()
  const [now] = useState(Date.now)
  return (
    <LoadedSection loaded={loaded} onRetry={again}>
      {(sessions) => (
        <SessionList
          sessions={sessions}
          now={now}
          busy={busy}
          failure={failure}
          onEnd={(id) => run(ownSessions.end(id), again)}
          onEndOthers={() => run(ownSessions.endOthers(), again)}
        />
      )}
    </LoadedSection>
  )
}
