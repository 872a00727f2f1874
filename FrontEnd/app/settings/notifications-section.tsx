import { useCallback, useEffect, useState } from 'react'
import { type PushState, PushSettings, QuietHourSettings } from '../../components/settings/notification-settings.tsx'
import { LoadedSection } from '../account/loaded-section.tsx'
import { useLoaded } from '../account/use-loaded.ts'
import { useClient } from '../client-context.ts'
import { useOwnId } from '../conversations/use-own-id.ts'
import { disablePush, enablePush, readPushState } from '../notifications/push.ts'

export function NotificationsSection() {
  const { notifications } = useClient()
  const ownId = useOwnId()
  const { loaded, again } = useLoaded(useCallback(() => notifications.quietHours(), [notifications]))
  const [push, setPush] = useState<PushState>('off')
  const [busy, setBusy] = useState(false)
  useEffect(() => void readPushState(ownId).then(setPush), [ownId])
  const change = async (on: boolean) => {
    setBusy(true)
    setPush(await (on ? enablePush(notifications, ownId) : disablePush(notifications)))
    setBusy(false)
  }
  return (
    <>
      <PushSettings state={push} busy={busy} onChange={(on) => void change(on)} />
      <LoadedSection loaded={loaded} onRetry={again}>
        {({ quietHours }) => (
          <QuietHourSettings
            quietHours={quietHours}
            timeZone={Intl.DateTimeFormat().resolvedOptions().timeZone}
            onChange={(next) => void notifications.setQuietHours(next)}
          />
        )}
      </LoadedSection>
    </>
  )
}
