import { useEffect } from 'react'
import { NotificationCenter } from '../../components/notifications/notification-center.tsx'
import { useAppState, useClient } from '../client-context.ts'

export function NotificationCenterContainer({ onClose }: { onClose: () => void }) {
  const { notifications } = useClient()
  const { list, counts, head } = useAppState((state) => state.notifications)
  useEffect(() => void notifications.load(), [notifications])
  // Also what comes while it is open has been seen.
  useEffect(() => notifications.acknowledge(head), [notifications, head])
  return (
    <NotificationCenter
      list={list ?? { status: 'loading' }}
      unread={counts.unread}
      onRead={notifications.read}
      onReadAll={notifications.readAll}
      onMore={() => void notifications.loadMore()}
      onRetry={() => void notifications.load()}
      onClose={onClose}
    />
  )
}
