import type { Message, User, UserId } from '@chaos/protocol'
import type { AudienceStore } from '../database/stores/audience-store.ts'
import type { MessageStore } from '../database/stores/message-store.ts'
import type { Notify } from '../notifications/notify.ts'
import type { MessagePlace } from './places.ts'

type Deps = {
  notify: Notify
  messages: Pick<MessageStore, 'facts'>
  places: Pick<AudienceStore, 'place'>
}
export type TellPeople = ReturnType<typeof createTellPeople>

/**
 * Where more people listen, only those whom a message is for are notified of it; the others see their unread line. A
 * notification is a row for each of them.
 */
const mostTold = 500

/** Notifies people of a new message: whom it mentions, to whom it replies, and the others as their levels want it. */
export function createTellPeople({ notify, messages, places }: Deps) {
  const authorOf = async (id: string | null): Promise<UserId | null> =>
    id === null ? null : ((await messages.facts(id))?.authorId ?? null)

  /** Each of the others once, by why they are told. */
  async function groupsOf({ author, mentions, replyToId }: Message, audience: UserId[]) {
    const others = audience.filter((id) => id !== author?.id)
    const repliedTo = await authorOf(replyToId)
    const called = new Set(mentions.everyone ? others : mentions.userIds)
    return Object.groupBy(others, (id) => {
      if (called.has(id)) return 'mentioned'
      return id === repliedTo ? 'replied' : 'posted'
    })
  }

  async function bodyOf({ communityId, channelId }: MessagePlace, { id, audio }: Message, author: User) {
    const home = communityId === null ? null : await places.place(channelId)
    return {
      ...{ kind: 'message.posted' as const, channelId, messageId: id, communityId },
      from: { userId: author.id, displayName: author.displayName, avatar: author.avatar },
      ...{ name: home?.name ?? '', durationMs: audio?.durationMs ?? null },
    }
  }

  return async (place: MessagePlace, message: Message): Promise<void> => {
    if (!message.author) return
    const groups = await groupsOf(message, await place.audience())
    const body = await bodyOf(place, message, message.author)
    for (const why of ['mentioned', 'replied', 'posted'] as const) {
      const to = groups[why] ?? []
      if (why === 'posted' && to.length > mostTold) continue
      await notify(to, { ...body, why }, { isMention: why !== 'posted' })
    }
  }
}
