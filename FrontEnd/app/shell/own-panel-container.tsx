import { useLocation } from 'react-router'
import { OwnPanel } from '../../components/shell/own-panel.tsx'
import { useAppState } from '../client-context.ts'
import { BellContainer } from '../notifications/bell-container.tsx'

export function OwnPanelContainer() {
  const session = useAppState((state) => state.session)
  const speaking = useAppState(({ call }) => call.people.some((person) => person.self && person.speaking))
  const { pathname } = useLocation()
  if (session.kind !== 'signedIn') return null
  const { id, displayName, avatar, userName } = session.user
  return (
    <OwnPanel
      userId={id}
      name={displayName}
      picture={avatar}
      userName={userName}
      speaking={speaking}
      here={pathname}
      bell={<BellContainer />}
    />
  )
}
