import { useLocation } from 'react-router'
import { Bell } from '../../components/notifications/bell.tsx'
import { useAppState } from '../client-context.ts'
import { centerAddress } from './use-notification-center.ts'

export function BellContainer() {
  const unread = useAppState(({ notifications }) => notifications.counts.unread)
  const { pathname, search } = useLocation()
  return <Bell unread={unread} to={centerAddress(pathname, search)} />
}
