import {
  type ChannelId,
  type Draft,
  type DraftChange,
  type Listening,
  type ListeningChange,
  type ListenerPage,
  messageLimits,
  type PageQuery,
  type ReadState,
  type UnheardPage,
  type UnheardQuery,
} from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { Permissions } from '../community/permissions.ts'
import { readTimeCursor, writeTimeCursor } from '../community/time-cursor.ts'
import type { NotificationService } from '../notifications/notification-service.ts'
import type { ReadingStore } from '../database/stores/reading-store.ts'
import { BadRequestError, NotFoundError } from '../utils/domain-error.ts'
import { requireOwnBody } from './check-message.ts'
import type { MessageEvents, TellMessageFact } from './message-events.ts'
import { readPosition } from './message-page.ts'
import type { MessageService } from './message-service.ts'
import type { MessagePlaces } from './places.ts'

type Deps = {
  reading: ReadingStore
  places: MessagePlaces
  permissions: Pick<Permissions, 'inChannels'>
  notifications: Pick<NotificationService, 'read'>
  reach: MessageService['reach']
  events: Pick<MessageEvents, 'user'>
  tell: TellMessageFact
}
export type ReadingService = ReturnType<typeof createReadingService>

const unheardPerPage = 50
const nothingYet = { readPosition: 0, lastPosition: 0, unread: 0, unheard: 0, unheardMs: 0 }

/** What each person has read, heard and begun to say, the same on all of their devices. */
export function createReadingService({ reading, places, permissions, notifications, reach, events, tell }: Deps) {
  async function stateOf({ userId }: Viewer, channelId: ChannelId): Promise<ReadState> {
    return (await reading.inChannel(userId, channelId)) ?? { channelId, ...nothingYet }
  }

  return {
    /** Of a community's channels that the viewer sees, or of their conversations, as far as they hold messages. */
    async states(viewer: Viewer, communityId?: string): Promise<ReadState[]> {
      if (communityId === undefined) return reading.inConversations(viewer.userId)
      const own = await permissions.inChannels(viewer, communityId)
      if (!own?.community.has('view_community')) throw new NotFoundError('there is no such community')
      const states = await reading.inCommunity(viewer.userId, communityId)
      return states.filter(({ channelId }) => own.of(channelId).has('view_channels'))
    },

    /** Moves the unread line; what was notified of the channel is read too. Throws the refusal of `places`. */
    async read(viewer: Viewer, channelId: ChannelId, position: number): Promise<ReadState> {
      await places.enter(viewer, 'view_channels', channelId)
      await reading.mark(viewer.userId, channelId, position)
      const state = await stateOf(viewer, channelId)
      if (state.unread === 0) await notifications.read(viewer, { placeId: channelId, upTo: Number.MAX_SAFE_INTEGER })
      events.user.publish(viewer.userId, { type: 'reading.changed', state })
      return state
    },

    /** Throws {@link NotFoundError}, or {@link BadRequestError} for a message that is no recording. */
    async listen(viewer: Viewer, messageId: string, change: ListeningChange): Promise<Listening> {
      const { facts, place } = await reach(viewer, 'view_channels', messageId)
      if (facts.durationMs === null) throw new BadRequestError('there is nothing to listen to')
      const positionMs = Math.min(change.positionMs, facts.durationMs)
      const { userId } = viewer
      const draft = { positionMs, isFinished: change.isFinished, isShared: change.share }
      const heard = await reading.listen(messageId, userId, draft)
      if (!heard) throw new NotFoundError('there is no such message')
      const { listening, isNews } = heard
      const { channelId } = place
      events.user.publish(userId, { type: 'listening.changed', channelId, listening })
      if (isNews && facts.authorId !== userId)
        await tell(place, { type: 'message.listened', channelId, messageId, userId })
      return listening
    },

    /** The first of them first. Throws the refusals of `reach`. */
    async listeners(viewer: Viewer, messageId: string, { cursor, limit = 50 }: PageQuery): Promise<ListenerPage> {
      await reach(viewer, 'view_channels', messageId)
      const after = cursor === undefined ? null : readTimeCursor(cursor)
      const found = await reading.listeners(messageId, after, limit + 1)
      const items = found.slice(0, limit)
      const last = items.at(-1)
      return { items, next: found.length > limit && last ? writeTimeCursor(last.listenedAt, last.user.id) : null }
    },

    /** Throws the refusal of `places`, or {@link BadRequestError} for a strange cursor. */
    async unheard(viewer: Viewer, { channelId, cursor }: UnheardQuery): Promise<UnheardPage> {
      await places.enter(viewer, 'view_channels', channelId)
      const after = cursor === undefined ? 0 : readPosition(cursor)
      const found = await reading.unheard(viewer.userId, { channelId, after }, unheardPerPage + 1)
      const items = found.slice(0, unheardPerPage)
      const last = items.at(-1)
      const listening = await reading.listenings(
        viewer.userId,
        items.map(({ id }) => id),
      )
      return { items, listening, next: found.length > unheardPerPage && last ? String(last.position) : null }
    },

    drafts: ({ userId }: Viewer): Promise<Draft[]> => reading.drafts(userId),

    /** Throws {@link BadRequestError} or the refusal of `places`. */
    async putDraft(viewer: Viewer, channelId: ChannelId, { body, replyToId }: DraftChange): Promise<Draft> {
      const place = await places.enter(viewer, 'post_messages', channelId)
      requireOwnBody(viewer, place, { body })
      if (JSON.stringify(body).length > messageLimits.draftBytes) throw new BadRequestError('the draft is too long')
      const draft = await reading.putDraft({ userId: viewer.userId, channelId }, body, replyToId ?? null)
      if (!draft) throw new NotFoundError('there is no such channel')
      events.user.publish(viewer.userId, { type: 'draft.changed', channelId, draft })
      return draft
    },

    async removeDraft({ userId }: Viewer, channelId: ChannelId): Promise<void> {
      if (await reading.removeDraft({ userId, channelId }))
        events.user.publish(userId, { type: 'draft.changed', channelId, draft: null })
    },
  }
}
