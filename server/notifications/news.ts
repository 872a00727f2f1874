import type { NotificationBody } from '@chaos/protocol'
import type { News } from '../database/stores/notification-store.ts'

/**
 * Whether the levels of its place silence a kind: what happens in a place can be too much, what happens to oneself or what
 * somebody else waits for is always told.
 */
const canBeSilenced: Record<NotificationBody['kind'], boolean> = {
  'friend.requested': false,
  'friend.accepted': false,
  'conversation.added': true,
  'call.missed': true,
  'community.removed': false,
  'member.timeout': false,
  'report.made': true,
  'report.changed': false,
  'message.posted': true,
  'notice.posted': true,
}

/** What a notification says, with its places told apart so that they can be counted. */
export function newsOf(body: NotificationBody, isMention: boolean): News {
  return {
    body,
    communityId: 'communityId' in body ? body.communityId : null,
    channelId: 'channelId' in body ? body.channelId : null,
    isMention,
    fromId: 'from' in body && typeof body.from === 'object' ? body.from.userId : null,
    canBeSilenced: canBeSilenced[body.kind],
  }
}
