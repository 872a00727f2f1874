import { Suspense, lazy, useState } from 'react'
import { useLocation } from 'react-router'
import { OwnPanel } from '../../components/shell/own-panel.tsx'
import { useAppState } from '../client-context.ts'
import { BellContainer } from '../notifications/bell-container.tsx'

const StatusContainer = lazy(async () => ({
  default: (await import('../people/status-container.tsx')).StatusContainer,
}))

export function OwnPanelContainer() {
  const session = useAppState((state) => state.session)
  const speaking = useAppState(({ call }) => call.people.some((person) => person.self && person.speaking))
  const own = useAppState(({ people }) => people.own)
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const { pathname } = useLocation()
  if (session.kind !== 'signedIn') return null
  const { id, displayName, avatar, userName } = session.user
  return (
    <>
      <OwnPanel
        userId={id}
        name={displayName}
        picture={avatar}
        userName={userName}
        speaking={speaking}
        status={own}
        here={pathname}
        onStatus={setAnchor}
        bell={<BellContainer />}
      />
      {anchor && own ? (
        <Suspense fallback={null}>
          <StatusContainer own={own} anchor={anchor} onClose={() => setAnchor(null)} />
        </Suspense>
      ) : null}
    </>
  )
}
