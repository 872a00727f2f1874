import type { ChannelEncryption, ChannelId, Message, MessageBody, MessageContent } from '@chaos/protocol'

export type SealingPlace = { channelId: ChannelId; messageId: string }

/** Makes bodies that go out and reads those that come in, as a channel's encryption wants it. */
export interface MessageSealing {
  seal(place: SealingPlace, content: MessageContent): Promise<MessageBody>
  /** null: this device cannot read it. */
  open(message: Message): Promise<MessageContent | null>
}

/** In `open` channels a body is its content, for the server and for everybody. */
const openSealing: MessageSealing = {
  seal: async (_, content) => ({ kind: 'open', content }),
  open: async ({ body }) => (body?.kind === 'open' ? body.content : null),
}

/** By encryption; null where this client cannot take part yet. */
export type SealingOf = (encryption: ChannelEncryption) => MessageSealing | null

export const withoutKeys: SealingOf = (encryption) => (encryption === 'open' ? openSealing : null)
