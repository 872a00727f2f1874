import type { NotificationClientMessage, NotificationServerMessage } from '@chaos/protocol'
import type { NotificationService } from '../../notifications/notification-service.ts'
import type { OpenStream } from '../../notifications/stream.ts'
import type { Authenticate } from '../authenticate.ts'
import type { Channel } from '../dispatch.ts'

export type NotificationDeps = {
  authenticate: Authenticate
  openStream: OpenStream
  notifications: Pick<NotificationService, 'acknowledge' | 'read'>
}

type State = { userId: string }

/** /ws/notifications: what a person is told, in order and with nothing left out. */
export function notificationSocket({
  authenticate,
  openStream,
  notifications,
}: NotificationDeps): Channel<NotificationClientMessage, NotificationServerMessage, State> {
  return {
    async greet(session, { token, lastSeen }) {
      const { userId } = await authenticate(token, session)
      await openStream(userId, lastSeen, session)
      return { userId }
    },
    handlers: {
      'notifications.acknowledge': (viewer, { sequence }) => notifications.acknowledge(viewer, sequence),
      'notifications.read': (viewer, { mark }) => notifications.read(viewer, mark),
    },
  }
}
