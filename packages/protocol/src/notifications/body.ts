import { type Static, Type } from 'typebox'
import { Id, Instant } from '../ids.ts'
import { Avatar } from '../rest/avatars.ts'
import { Closed } from '../wire/message-table.ts'

/** From what on a community or a channel is told of. */
export const NotificationLevel = Type.Enum(['all', 'mentions', 'nothing'])
export type NotificationLevel = Static<typeof NotificationLevel>

/** A person as a notification names them, as they were called then. */
export const Somebody = Closed({ userId: Id, displayName: Type.String(), avatar: Avatar })
export type Somebody = Static<typeof Somebody>
const Kind = <K extends string>(kind: K) => Type.Enum([kind])
const inCommunity = { communityId: Id, name: Type.String() }

/** What somebody is told. Nothing in it is the content of a sealed message. */
export const NotificationBody = Type.Union([
  Closed({ kind: Kind('friend.requested'), from: Somebody }),
  Closed({ kind: Kind('friend.accepted'), from: Somebody }),
  Closed({ kind: Kind('conversation.added'), from: Somebody, channelId: Id }),
  Closed({ kind: Kind('call.missed'), from: Somebody, channelId: Id }),
  Closed({ kind: Kind('community.removed'), ...inCommunity, how: Type.Enum(['kicked', 'banned']) }),
  Closed({ kind: Kind('member.timeout'), ...inCommunity, until: Instant }),
  Closed({ kind: Kind('report.made'), ...inCommunity }),
  Closed({ kind: Kind('report.changed'), ...inCommunity, state: Type.Enum(['in_progress', 'resolved', 'dismissed']) }),
  /** Nothing of what it says: only who, where, and how long a recording is. */
  Closed({
    kind: Kind('message.posted'),
    ...{ from: Somebody, channelId: Id, messageId: Id },
    /** null, and no name: in a conversation. */
    communityId: Type.Union([Id, Type.Null()]),
    name: Type.String(),
    /** null: a text. */
    durationMs: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
    why: Type.Enum(['posted', 'mentioned', 'replied']),
  }),
  /** Posted by another service. */
  Closed({ kind: Kind('notice.posted'), ...inCommunity, channelId: Id, from: Type.String(), text: Type.String() }),
])
export type NotificationBody = Static<typeof NotificationBody>
