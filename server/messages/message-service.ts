import {
  type Message,
  type MessageChange,
  type MessageDraft,
  messageLimits,
  type MessagePage,
  type MessageQuery,
} from '@chaos/protocol'
import type { AuditLog } from '../auth/audit-log.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { SlowMode } from '../community/slow-mode.ts'
import type { MessageFacts, MessageStore } from '../database/stores/message-store.ts'
import type { ReadingStore } from '../database/stores/reading-store.ts'
import { ForbiddenError, LimitReachedError, NotFoundError } from '../utils/domain-error.ts'
import type { Logger } from '../utils/logger.ts'
import { requireMayMention, requireSoundBody } from './check-message.ts'
import type { TellMessageFact } from './message-events.ts'
import { createMessagePages } from './message-page.ts'
import { MessageIdTakenError } from './message-refusals.ts'
import type { MessagePermission, MessagePlace, MessagePlaces } from './places.ts'
import type { RecordingCheck } from './recordings/recording-check.ts'
import type { TellPeople } from './tell-people.ts'

type Deps = {
  messages: MessageStore
  reading: Pick<ReadingStore, 'listenings' | 'advance'>
  places: MessagePlaces
  recordings: RecordingCheck
  slowMode: SlowMode
  /** Throws a refusal of a text that the community does not want. */
  checkText: (communityId: string, text: string) => Promise<void>
  /** Lets the bytes of a recording go, if no message names it any more. */
  release: (objectId: string) => Promise<void>
  tell: TellMessageFact
  tellPeople: TellPeople
  audit: AuditLog
  logger: Pick<Logger, 'error'>
}
export type MessageService = ReturnType<typeof createMessageService>

const missing = () => new NotFoundError('there is no such message')
const noMentions = { userIds: [], everyone: false }

export function createMessageService(deps: Deps) {
  const { messages, reading, places, recordings, slowMode, tell, audit, logger } = deps
  const pages = createMessagePages(messages)

  /** The message and where it is. Throws {@link NotFoundError} or the refusal of `places`. */
  async function reach(viewer: Viewer, permission: MessagePermission, messageId: string) {
    const facts = await messages.facts(messageId)
    if (!facts) throw missing()
    return { facts, place: await places.enter(viewer, permission, facts.channelId) }
  }

  async function whole(messageId: string): Promise<Message> {
    const message = await messages.find(messageId)
    if (!message) throw missing()
    return message
  }

  /** Sent before by the same person to the same channel: here it is. Throws {@link MessageIdTakenError} otherwise. */
  async function repeated(viewer: Viewer, draft: MessageDraft, before: MessageFacts | null): Promise<Message> {
    if (before?.authorId !== viewer.userId || before.channelId !== draft.channelId)
      throw new MessageIdTakenError('another message has this id')
    return whole(draft.id)
  }

  async function requireWanted({ communityId }: MessagePlace, body: MessageDraft['body']): Promise<void> {
    const text = body.kind === 'open' ? (body.content.text ?? '') : ''
    if (communityId !== null && text !== '') await deps.checkText(communityId, text)
  }

  /** What may be said now, in this order: what is refused does not count for the slow mode. */
  async function requireMayPost(viewer: Viewer, place: MessagePlace, draft: MessageDraft): Promise<void> {
    requireSoundBody(viewer, place, { ...draft, hasAudio: draft.audio !== undefined })
    requireMayMention(place, draft)
    await requireWanted(place, draft.body)
    await recordings.require(viewer, place, draft)
    if (!place.permissions.has('manage_messages'))
      await slowMode.take(draft.channelId, viewer.userId, place.slowModeSeconds)
  }

  /** What follows from a message goes on by itself: whoever posted it does not wait for it. */
  const afterwards = (work: Promise<unknown>) =>
    void work.catch((error: unknown) => logger.error({ err: error }, 'a message was kept, and not all were told'))

  async function changed(place: MessagePlace, messageId: string): Promise<Message> {
    const message = await whole(messageId)
    await tell(place, { type: 'message.changed', message })
    return message
  }

  return {
    /** Throws {@link NotFoundError} or the refusal of `places`. */
    reach,

    /** Throws {@link NotFoundError}, `BadRequestError` or the refusal of `places`. */
    async page(viewer: Viewer, query: MessageQuery): Promise<MessagePage> {
      await places.enter(viewer, 'view_channels', query.channelId)
      const page = await pages.page(query)
      const ids = page.items.map(({ id }) => id)
      return { ...page, listening: await reading.listenings(viewer.userId, ids) }
    },

    /** Throws {@link NotFoundError} or the refusal of `places`. */
    async view(viewer: Viewer, messageId: string): Promise<Message> {
      await reach(viewer, 'view_channels', messageId)
      return whole(messageId)
    },

    /**
     * The same message a second time changes nothing and answers the same. Throws the refusals of `places`, of the slow mode and
     * of {@link RecordingCheck}, {@link MessageIdTakenError}, `BadRequestError` or {@link ForbiddenError}.
     */
    async post(viewer: Viewer, draft: MessageDraft): Promise<Message> {
      const { id, channelId, body, audio = null, mentions = noMentions, replyToId = null } = draft
      const place = await places.enter(viewer, 'post_messages', channelId)
      const before = await messages.facts(id)
      if (before) return repeated(viewer, draft, before)
      await requireMayPost(viewer, place, draft)
      const { userId: authorId } = viewer
      const isForwarded = draft.forwardOf !== undefined
      const kept = { id, channelId, authorId, body, audio, mentions, replyToId, isForwarded }
      const posting = await messages.insert(kept)
      if (posting.kind === 'there') return repeated(viewer, draft, await messages.facts(id))
      if (posting.kind === 'gone') throw new NotFoundError('the channel, or the recording, is gone')
      const message = await whole(id)
      await tell(place, { type: 'message.posted', message })
      afterwards(reading.advance(authorId, channelId, message.position))
      afterwards(deps.tellPeople(place, message))
      return message
    },

    /** The author's own. Throws {@link NotFoundError}, {@link ForbiddenError}, `BadRequestError` or the refusal of `places`. */
    async edit(viewer: Viewer, messageId: string, { body }: MessageChange): Promise<Message> {
      const { facts, place } = await reach(viewer, 'post_messages', messageId)
      if (facts.authorId !== viewer.userId) throw new ForbiddenError('only who wrote it may change it')
      requireSoundBody(viewer, place, { id: messageId, body, hasAudio: facts.audioObjectId !== null })
      await requireWanted(place, body)
      if (!(await messages.edit(messageId, viewer.userId, body))) throw missing()
      return changed(place, messageId)
    },

    /** One's own, or in a community anybody's with `manage_messages`. Throws {@link NotFoundError} or {@link ForbiddenError}. */
    async remove(viewer: Viewer, messageId: string): Promise<void> {
      const { facts, place } = await reach(viewer, 'view_channels', messageId)
      const isOwn = facts.authorId === viewer.userId
      if (!isOwn && !place.permissions.has('manage_messages'))
        throw new ForbiddenError('this needs the permission manage_messages')
      if (!(await messages.remove(messageId))) return
      const { channelId, position, authorId } = facts
      const { communityId } = place
      if (!isOwn) {
        const subject = authorId === null ? {} : { subjectId: authorId }
        const entry = { actorId: viewer.userId, ...subject, details: { channel: channelId } }
        await audit.record({ action: 'message.deleted', ...entry, ...(communityId === null ? {} : { communityId }) })
      }
      await tell(place, { type: 'message.deleted', channelId, messageId, position, leavesPlace: true })
      if (facts.audioObjectId !== null) await deps.release(facts.audioObjectId)
    },

    /** Throws {@link NotFoundError}, {@link LimitReachedError} or the refusal of `places`. */
    async pin(viewer: Viewer, messageId: string): Promise<Message> {
      const { facts, place } = await reach(viewer, 'manage_messages', messageId)
      if (facts.body === null) throw missing()
      if (!(await messages.pin(facts, messageLimits.pinsPerChannel)))
        throw new LimitReachedError(`at most ${messageLimits.pinsPerChannel} pins in a channel`)
      return changed(place, messageId)
    },

    /** Throws {@link NotFoundError} or the refusal of `places`. */
    async unpin(viewer: Viewer, messageId: string): Promise<Message> {
      const { place } = await reach(viewer, 'manage_messages', messageId)
      await messages.unpin(messageId)
      return changed(place, messageId)
    },

    /** The latest first. Throws the refusal of `places`. */
    async pins(viewer: Viewer, channelId: string): Promise<Message[]> {
      await places.enter(viewer, 'view_channels', channelId)
      return messages.pinned(channelId, messageLimits.pinsPerChannel)
    },
  }
}
