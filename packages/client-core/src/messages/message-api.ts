import { type ChannelId, Message, type MessageDraft, MessagePage } from '@chaos/protocol'
import type { AuthorizedCall } from '../api/api.ts'

const path = '/api/messages'
const pageSize = 50

export type MessageApi = ReturnType<typeof createMessageApi>

export const createMessageApi = (call: AuthorizedCall) => ({
  /** The newest ones, or those before a cursor of another page. */
  page(channelId: ChannelId, before: string | null) {
    const cursor = before === null ? '' : `&before=${encodeURIComponent(before)}`
    return call({
      method: 'GET',
      path: `${path}?channelId=${channelId}&limit=${pageSize}${cursor}`,
      reply: MessagePage,
    })
  },
  post: (body: MessageDraft) => call({ method: 'POST', path, body, reply: Message }),
  remove: (messageId: string) => call({ method: 'DELETE', path: `${path}/${messageId}`, reply: null }),
})

export const audioPath = (messageId: string): string => `${path}/${messageId}/audio`
export const uploadsPath = `${path}/uploads`
