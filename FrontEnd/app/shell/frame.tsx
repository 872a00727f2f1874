import { Suspense, lazy } from 'react'
import { Outlet } from 'react-router'
import { ConnectivityBanner } from '../../components/shell/connectivity-banner.tsx'
import { Shell } from '../../components/shell/shell.tsx'
import { CallDock } from '../call/call-dock.tsx'
import { useAppState } from '../client-context.ts'
import { KeysBannerContainer } from '../keys/keys-banner-container.tsx'
import { useNotificationCenter } from '../notifications/use-notification-center.ts'
import { FrameBar } from './frame-bar.tsx'
import { FrameRail } from './frame-rail.tsx'
import { OwnPanelContainer } from './own-panel-container.tsx'
import { useView } from './use-view.ts'
import { useShortcuts } from './use-shortcuts.ts'

const PaletteContainer = lazy(async () => ({ default: (await import('./palette-container.tsx')).PaletteContainer }))
const NotificationCenterContainer = lazy(async () => ({
  default: (await import('../notifications/notification-center-container.tsx')).NotificationCenterContainer,
}))
const IncomingCalls = lazy(async () => ({
  default: (await import('../conversations/incoming-calls.tsx')).IncomingCalls,
}))
const ApprovalsWhenAsked = lazy(async () => ({
  default: (await import('../keys/approvals.tsx')).ApprovalsWhenAsked,
}))
const ShortcutDialog = lazy(async () => ({ default: (await import('./shortcut-dialog.tsx')).ShortcutDialog }))

/** What stays while pages change: communities, the dock, the own panel; on narrow screens the bar. */
export function Frame() {
  const status = useAppState(({ connectivity }) => connectivity.status)
  const view = useView()
  const { open, close } = useShortcuts()
  const center = useNotificationCenter()
  const isCalled = useAppState(({ ringing }) => ringing.incoming.length > 0)
  return (
    <>
      <Shell
        view={view}
        banner={
          <>
            <ConnectivityBanner status={status} />
            <KeysBannerContainer />
          </>
        }
        rail={<FrameRail />}
        dock={<CallDock />}
        own={<OwnPanelContainer />}
        bar={<FrameBar view={view} />}
      >
        <Outlet />
      </Shell>
      <Suspense fallback={null}>
        {center.open ? <NotificationCenterContainer onClose={center.close} /> : null}
        {isCalled ? <IncomingCalls /> : null}
        <ApprovalsWhenAsked />
        {open === 'palette' ? <PaletteContainer onClose={close} /> : null}
        {open === 'shortcuts' ? <ShortcutDialog onClose={close} /> : null}
      </Suspense>
    </>
  )
}
