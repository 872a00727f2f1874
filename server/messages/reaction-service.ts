import { messageLimits, type PageQuery, type Reaction, type ReactionDraft, type ReactionPage } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import { readTimeCursor, writeTimeCursor } from '../community/time-cursor.ts'
import type { ReactionStore } from '../database/stores/reaction-store.ts'
import { LimitReachedError, NotFoundError } from '../utils/domain-error.ts'
import { requireOwnBody } from './check-message.ts'
import type { TellMessageFact } from './message-events.ts'
import { MessageIdTakenError } from './message-refusals.ts'
import type { MessageService } from './message-service.ts'

type Deps = { reactions: ReactionStore; reach: MessageService['reach']; tell: TellMessageFact }
export type ReactionService = ReturnType<typeof createReactionService>

const limits = { perPerson: messageLimits.reactionsPerPerson, perMessage: messageLimits.reactionsPerMessage }

export function createReactionService({ reactions, reach, tell }: Deps) {
  return {
    /**
     * The same a second time changes nothing. Throws {@link LimitReachedError}, {@link MessageIdTakenError}, {@link NotFoundError} or
     * the refusals of `reach` and {@link requireOwnBody}.
     */
    async add(viewer: Viewer, messageId: string, { id, body }: ReactionDraft): Promise<Reaction> {
      const { place } = await reach(viewer, 'post_messages', messageId)
      requireOwnBody(viewer, place, { body, id })
      const outcome = await reactions.add({ id, messageId, userId: viewer.userId, body }, limits)
      if (outcome.kind === 'too_many') throw new LimitReachedError('no more reactions to this message')
      if (outcome.kind === 'taken') throw new MessageIdTakenError('another reaction has this id')
      if (outcome.kind === 'gone') throw new NotFoundError('there is no such message')
      const { reaction } = outcome
      const { channelId } = place
      if (outcome.kind === 'added') await tell(place, { type: 'reaction.added', channelId, messageId, reaction })
      return reaction
    },

    /** One's own. Throws the refusals of `reach`. */
    async remove(viewer: Viewer, messageId: string, reactionId: string): Promise<void> {
      const { place } = await reach(viewer, 'view_channels', messageId)
      if (!(await reactions.remove(reactionId, { messageId, userId: viewer.userId }))) return
      await tell(place, { type: 'reaction.removed', channelId: place.channelId, messageId, reactionId })
    },

    /** The oldest first. Throws the refusals of `reach`. */
    async page(viewer: Viewer, messageId: string, { cursor, limit = 50 }: PageQuery): Promise<ReactionPage> {
      await reach(viewer, 'view_channels', messageId)
      const found = await reactions.page(messageId, cursor === undefined ? null : readTimeCursor(cursor), limit + 1)
      const items = found.slice(0, limit)
      const last = items.at(-1)
      return { items, next: found.length > limit && last ? writeTimeCursor(last.createdAt, last.id) : null }
    },
  }
}
