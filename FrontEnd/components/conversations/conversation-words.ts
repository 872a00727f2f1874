import type { Conversation, User } from '@chaos/protocol'
import { t } from '../../assets/messages/t.ts'

export const othersOf = ({ members }: Pick<Conversation, 'members'>, ownId: string): User[] =>
  members.filter(({ id }) => id !== ownId)

/** What a conversation is called: its name, else the people in it. */
export function conversationName(conversation: Pick<Conversation, 'name' | 'members'>, ownId: string): string {
  if (conversation.name !== '') return conversation.name
  const names = othersOf(conversation, ownId).map(({ displayName }) => displayName)
  return names.length === 0 ? t('conversations.alone') : names.join(', ')
}
