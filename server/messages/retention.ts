import type { ConversationStore } from '../database/stores/conversation-store.ts'
import type { MessageStore } from '../database/stores/message-store.ts'
import type { TellMessageFact } from './message-events.ts'

type Deps = {
  messages: Pick<MessageStore, 'removeExpired'>
  members: Pick<ConversationStore, 'memberIds'>
  tell: TellMessageFact
}

const atOnce = 500

/** Takes away messages that their channels keep no longer, and says so to those who have them on screen. */
export const createRetention =
  ({ messages, members, tell }: Deps) =>
  async (): Promise<void> => {
    let removed
    do {
      removed = await messages.removeExpired(atOnce)
      for (const { id: messageId, channelId, communityId, position } of removed) {
        const home = { communityId, audience: () => members.memberIds(channelId) }
        await tell(home, { type: 'message.deleted', channelId, messageId, position, leavesPlace: false })
      }
    } while (removed.length === atOnce)
  }
