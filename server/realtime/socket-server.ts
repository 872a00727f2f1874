import {
  Id,
  type MessageParser,
  notificationLimits,
  parseNotificationClientMessage,
  parsePresenceClientMessage,
  parseVoiceClientMessage,
  presenceLimits,
  voiceLimits,
} from '@chaos/protocol'
import websocket from '@fastify/websocket'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { Logger } from '../utils/logger.ts'
import type { VoiceModeration } from '../voice/voice-moderation.ts'
import type { VoiceService } from '../voice/voice-service.ts'
import type { Authenticate } from './authenticate.ts'
import { type Channel, createDispatch } from './dispatch.ts'
import { type NotificationDeps, notificationSocket } from './handlers/notifications.ts'
import { type PresenceDeps, presenceSocket } from './handlers/presence.ts'
import { voiceSocket } from './handlers/voice.ts'
import { type Opened, releaseRequests } from './release-requests.ts'
import { createSession, type Session, type SessionLimits } from './session.ts'
import { createSilenceWatch } from './silence-watch.ts'

export type SocketServerDeps = {
  voice: VoiceService
  moderation: VoiceModeration
  authenticate: Authenticate
  presence: Omit<PresenceDeps, 'authenticate'>
  notifications: Omit<NotificationDeps, 'authenticate'>
  logger: Logger
  /** Monotonic, ms. */
  now: () => number
}

/** What clients are told to wait before they come back from a restart; spread so that they do not come all at once. */
const returnAfterMs = (): number => 250 + Math.floor(Math.random() * 750)

/** All sockets of this node. */
export function createSocketServer(deps: SocketServerDeps) {
  const { voice, moderation, authenticate, presence, notifications, logger, now } = deps
  const sessions = new Set<Pick<Session<object>, 'sendAway'>>()
  const watch = createSilenceWatch(now)

  const serve = <In extends { type: string }, Out extends object, State>(
    opened: Opened,
    { parse, limits }: { parse: MessageParser<In>; limits: SessionLimits },
    channel: Channel<In, Out, State>,
  ): void => {
    const dispatch = createDispatch(channel, logger)
    const session: Session<Out> = createSession<In, Out>({
      ...opened,
      parse,
      limits,
      now,
      watch,
      onMessage: (message) => dispatch(session, message),
    })
    sessions.add(session)
    session.onClosed(() => void sessions.delete(session))
  }

  return {
    async register(app: FastifyInstance): Promise<void> {
      // The parsers count UTF-16 code units, each of at most three bytes, and refuse with a word; beyond that it is cut off.
      const maxPayload = voiceLimits.messageLength * 3
      await app.register(websocket, { options: { maxPayload, perMessageDeflate: false } })
      const release = releaseRequests(app)
      const hidden = { hide: true }
      const schema = { params: Type.Object({ channelId: Id }), ...hidden }
      app.get<{ Params: { channelId: string } }>(
        '/ws/voice/:channelId',
        { websocket: true, schema },
        (socket, request) => {
          const opened = release(socket, request)
          const channel = voiceSocket({ voice, moderation, authenticate }, request.params.channelId)
          serve(opened, { parse: parseVoiceClientMessage, limits: voiceLimits }, channel)
        },
      )
      const presenceChannel = presenceSocket({ ...presence, authenticate })
      app.get('/ws/presence', { websocket: true, schema: hidden }, (socket, request) => {
        serve(release(socket, request), { parse: parsePresenceClientMessage, limits: presenceLimits }, presenceChannel)
      })
      const notificationChannel = notificationSocket({ ...notifications, authenticate })
      app.get('/ws/notifications', { websocket: true, schema: hidden }, (socket, request) => {
        serve(
          release(socket, request),
          { parse: parseNotificationClientMessage, limits: notificationLimits },
          notificationChannel,
        )
      })
    },

    /** Before a shutdown: every client is told to come back. */
    sendAllAway(): void {
      for (const session of sessions) session.sendAway(returnAfterMs())
    },
  }
}
