import Skeleton from '@mui/material/Skeleton'
import { Suspense, lazy } from 'react'
import { Navigate, Outlet, useLocation } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { useAppState } from '../client-context.ts'
import { WelcomePage } from '../auth/welcome-page.tsx'
import { OfflineDoor } from './offline-door.tsx'

const KeepAccountPage = lazy(async () => ({
  default: (await import('../account/keep-account-page.tsx')).KeepAccountPage,
}))

/** Lets the signed-in through; the others see the welcome, or the sign-in when they asked for a page inside. */
export function FrontDoor() {
  const session = useAppState((state) => state.session)
  const { pathname, search } = useLocation()
  const erasesAt = useAppState((state) => state.deletion.erasesAt)
  if (session.kind === 'signedIn' && erasesAt !== null)
    return (
      <Suspense fallback={<WaitingDoor />}>
        <KeepAccountPage erasesAt={erasesAt} />
      </Suspense>
    )
  if (session.kind === 'signedIn') return <Outlet />
  if (session.kind === 'unknown') return session.failure ? <OfflineDoor failure={session.failure} /> : <WaitingDoor />
  if (pathname === '/' && !session.expired) return <WelcomePage />
  return <Navigate to="/sign-in" replace state={{ returnTo: pathname + search }} />
}

/** In the shape of the client that is about to come. */
function WaitingDoor() {
  return (
    <main style={{ display: 'flex', gap: 24, padding: 14 }} aria-label={t('account.checking')} aria-busy="true">
      <Skeleton variant="rounded" width={44} height={44} />
      <div style={{ inlineSize: 220 }}>
        <Skeleton height={32} />
        <Skeleton height={24} width="70%" />
        <Skeleton height={24} width="80%" />
      </div>
    </main>
  )
}
