import type { AuthorizedCall } from '../api/api.ts'
import type { Connect } from '../connection/reconnecting-socket.ts'
import { createCalls } from '../conversations/calls.ts'
import { createConversationCommands } from '../conversations/conversations.ts'
import type { Clock } from '../platform.ts'
import type { Store } from '../state/store.ts'
import type { VoiceCommands } from '../voice/voice-commands.ts'
import { createNotificationClient, type NotificationClient } from './notification-client.ts'
import { createNotificationCommands } from './notifications.ts'

type Deps = {
  store: Store
  connect: Connect
  clock: Clock
  url: string
  accessToken: (options: { renew: boolean }) => Promise<string | null>
  call: AuthorizedCall
  voice: Pick<VoiceCommands, 'join' | 'leave'>
}

/** What a person is told, whom they talk with, and who calls: everything that comes over /ws/notifications. */
export function createNotificationParts({ store, connect, clock, url, accessToken, call, voice }: Deps) {
  const { dispatch, getState } = store
  let socket: NotificationClient | null = null
  const notifications = createNotificationCommands({ call, dispatch, getState, socket: () => socket })
  const conversations = createConversationCommands({ call, dispatch, getState })
  const calls = createCalls({ store, call, voice })

  const stop = () => {
    socket?.close()
    socket = null
  }
  return {
    commands: { notifications, conversations, calls: calls.commands },
    /** Idempotent. */
    start(): void {
      socket ??= createNotificationClient({
        ...{ dispatch, connect, clock, url, accessToken },
        onOpen(isReturn) {
          void conversations.loadList()
          // Read on another device meanwhile, perhaps.
          if (isReturn && getState().notifications.list) void notifications.load()
        },
      })
    },
    stop,
    close(): void {
      stop()
      calls.close()
    },
  }
}
