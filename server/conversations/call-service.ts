import { notificationLimits, type Occupant, type PushMessage, type UserId } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { ConversationStore } from '../database/stores/conversation-store.ts'
import type { NotificationSettingsStore } from '../database/stores/notification-settings-store.ts'
import type { NotificationEvents } from '../notifications/notification-events.ts'
import { type PushService, wantsPeace } from '../notifications/push/push-service.ts'
import { NotFoundError } from '../utils/domain-error.ts'
import type { CallEvents } from './conversation-events.ts'
import type { ConversationService } from './conversation-service.ts'
import type { Callee, Rings } from './rings.ts'

type Deps = {
  conversations: ConversationService
  store: Pick<ConversationStore, 'memberIds' | 'blockedAround'>
  settings: Pick<NotificationSettingsStore, 'peace' | 'silenced'>
  push: Pick<PushService, 'push'>
  rings: Rings
  events: { notification: NotificationEvents; call: CallEvents }
}

export type CallService = ReturnType<typeof createCallService>

/** Calling people in a conversation. The call itself is live voice like any other. */
export function createCallService({ conversations, store, settings, push, rings, events }: Deps) {
  async function calleesOf(userIds: readonly UserId[], channelId: string): Promise<Callee[]> {
    const now = new Date()
    const [peace, silenced] = await Promise.all([settings.peace(userIds), settings.silenced(userIds, channelId)])
    return peace.map((each) => ({
      userId: each.userId,
      isQuiet: wantsPeace(each, now) || silenced.includes(each.userId),
    }))
  }

  async function requireMember({ userId }: Viewer, channelId: string): Promise<void> {
    if (!(await store.memberIds(channelId)).includes(userId)) throw new NotFoundError('there is no such conversation')
  }

  return {
    /** Rings for everybody who is not in the call. While it rings, ringing again changes nothing. */
    async ring(viewer: Viewer, channelId: string): Promise<void> {
      const { members, occupants } = await conversations.beginCall(viewer, channelId)
      const caller = members.find(({ id }) => id === viewer.userId)
      if (!caller || rings.isRinging(channelId)) return
      const present = new Set([viewer.userId, ...occupants.map(({ userId }) => userId)])
      const absent = members.flatMap(({ id }) => (present.has(id) ? [] : [id]))
      const apart = await store.blockedAround(viewer.userId, absent)
      const to = await calleesOf(
        absent.filter((id) => !apart.includes(id)),
        channelId,
      )
      // Two who ring at once: the second finds the first's.
      if (rings.isRinging(channelId)) return
      const from = { userId: caller.id, displayName: caller.displayName, avatar: caller.avatar }
      rings.start({ channelId, from, to, occupants })
      const expiresAt = new Date(Date.now() + notificationLimits.ringMs).toISOString()
      const message: PushMessage = { type: 'call.ringing', channelId, from, expiresAt, isQuiet: false }
      push.push(new Map(to.flatMap(({ userId, isQuiet }) => (isQuiet ? [] : [[userId, message]]))))
    },

    async decline(viewer: Viewer, channelId: string): Promise<void> {
      await requireMember(viewer, channelId)
      events.call.publish(channelId, { type: 'call.declined', userId: viewer.userId })
    },

    /** Stops the ringing that the viewer began. */
    async cancel(viewer: Viewer, channelId: string): Promise<void> {
      await requireMember(viewer, channelId)
      events.call.publish(channelId, { type: 'call.cancelled', userId: viewer.userId })
    },

    /** Who is in the call of a conversation has changed: its members and whatever rings hear of it. */
    async changed(channelId: string, occupants: Occupant[]): Promise<void> {
      events.call.publish(channelId, { type: 'call.changed', occupants })
      for (const userId of await store.memberIds(channelId)) {
        events.notification.publish(userId, { type: 'call.changed', channelId, occupants })
      }
    },
  }
}
