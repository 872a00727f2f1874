import {
  type NotificationClientMessage,
  type NotificationServerMessage,
  notificationLimits,
  parseNotificationServerMessage,
  protocolVersion,
  type ReadMark,
} from '@chaos/protocol'
import type { Connect } from '../connection/reconnecting-socket.ts'
import type { Clock } from '../platform.ts'
import { conversationCallChanged, conversationPut, conversationRemoved } from '../state/conversations-slice.ts'
import {
  countsChanged,
  levelChanged,
  notificationsAcknowledged,
  notificationsAdded,
  notificationsRead,
  notificationsWelcomed,
} from '../state/notifications-slice.ts'
import { callDeclined, ringEnded, ringExpired, ringStarted, ringsForgotten } from '../state/ringing-slice.ts'
import type { Dispatch } from '../state/store.ts'

type Deps = {
  dispatch: Dispatch
  connect: Connect
  clock: Clock
  url: string
  accessToken: (options: { renew: boolean }) => Promise<string | null>
  /** The socket stands, for the first time or again: what has no number has to be read. */
  onOpen: (isReturn: boolean) => void
}

export interface NotificationClient {
  /** False when the socket does not stand. */
  acknowledge(sequence: number): boolean
  read(mark: ReadMark): boolean
  close(): void
}

/** What the person is told, in order: after a gap it goes on from the last number that it had (SPEC N2). */
export function createNotificationClient(deps: Deps): NotificationClient {
  const { dispatch, clock } = deps
  let lastSeen: number | null = null
  let opened = 0

  const socket = deps.connect<NotificationServerMessage, NotificationClientMessage>({
    url: deps.url,
    parse: parseNotificationServerMessage,
    hello: async (options) => {
      const token = await deps.accessToken(options)
      return token === null ? null : { type: 'session.hello', version: protocolVersion, token, lastSeen }
    },
    pingEveryMs: notificationLimits.pingEveryMs,
    silenceMs: notificationLimits.silenceMs,
    connectTimeoutMs: 8_000,
    onMessage: take,
    onState: ({ kind }) => {
      if (kind !== 'open') return
      dispatch(ringsForgotten())
      deps.onOpen(opened > 0)
      opened += 1
    },
  })

  function take(message: NotificationServerMessage): void {
    if (message.type === 'session.welcome') lastSeen = message.from
    if (message.type === 'notifications.added') lastSeen = message.notifications.at(-1)?.sequence ?? lastSeen
    if (message.type === 'call.ringing') {
      // Should the end be lost, it still stops.
      const leftMs = Math.min(notificationLimits.ringMs, Date.parse(message.expiresAt) - clock.now())
      clock.setTimeout(() => dispatch(ringExpired(message)), Math.max(leftMs, 0) + 1_000)
    }
    apply(dispatch, message)
  }

  return {
    acknowledge: (sequence) => socket.send({ type: 'notifications.acknowledge', sequence }),
    read: (mark) => socket.send({ type: 'notifications.read', mark }),
    close: () => socket.close(),
  }
}

function apply(dispatch: Dispatch, message: NotificationServerMessage): void {
  const action = actionFor(message)
  if (action) dispatch(action)
}

function actionFor(message: NotificationServerMessage) {
  switch (message.type) {
    case 'session.welcome':
      return notificationsWelcomed(message)
    case 'notifications.added':
      return notificationsAdded(message.notifications)
    case 'notifications.acknowledged':
      return notificationsAcknowledged(message.sequence)
    case 'notifications.read':
      return notificationsRead(message.mark)
    case 'counts.changed':
      return countsChanged(message.counts)
    case 'levels.changed':
      return levelChanged(message.place)
    default:
      return talkActionFor(message)
  }
}

/** Of conversations and their calls. */
function talkActionFor(message: NotificationServerMessage) {
  switch (message.type) {
    case 'conversation.changed':
      return conversationPut(message.conversation)
    case 'conversation.removed':
      return conversationRemoved(message.channelId)
    case 'call.changed':
      return conversationCallChanged(message)
    case 'call.ringing': {
      const { type: _, ...ringing } = message
      return ringStarted(ringing)
    }
    case 'call.ended':
      return ringEnded(message.channelId)
    case 'call.declined':
      return callDeclined(message)
    default:
      return null
  }
}
