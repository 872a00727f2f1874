import type { ChannelEncryption, ChannelId, Message, MessageContent, MessageDraft } from '@chaos/protocol'
import { fail, type Outcome } from '../api/failure.ts'
import type { MessageApi } from './message-api.ts'
import type { SealingOf } from './message-sealing.ts'

type Place = { id: string; channelId: ChannelId; encryption: ChannelEncryption }

/** Posts a message under an id of the caller's choice; again with the same id makes nothing twice. */
export type MessageSending = (
  place: Place,
  content: MessageContent,
  audio?: MessageDraft['audio'],
) => Promise<Outcome<Message>>

export const createMessageSending =
  (api: MessageApi, sealingOf: SealingOf): MessageSending =>
  async ({ id, channelId, encryption }, content, audio) => {
    const sealing = sealingOf(encryption)
    if (!sealing) return fail('forbidden', 'this device cannot write here yet')
    const body = await sealing.seal({ channelId, messageId: id }, content)
    return api.post({ id, channelId, body, ...(audio ? { audio } : {}) })
  }
