import { Type } from 'typebox'
import { ErrorCode } from '../errors.ts'
import { Id } from '../ids.ts'
import { keyServerMessages } from '../keys/messages.ts'
import { messageServerMessages } from '../messages/facts.ts'
import { ChannelOrder } from '../rest/channel-order.ts'
import { Category, Channel } from '../rest/channels.ts'
import { Community, CommunitySettings } from '../rest/communities.ts'
import { Member } from '../rest/members.ts'
import { Removal } from '../rest/moderation.ts'
import { Role } from '../rest/roles.ts'
import { PreferencesState } from '../rest/preferences.ts'
import { Profile } from '../rest/profile.ts'
import { Occupant } from './occupant.ts'
import { Closed, createMessageParser, type MessageOf } from '../wire/message-table.ts'
import { peopleClientMessages, peopleServerMessages } from './people-messages.ts'

export const presenceLimits = {
  messageLength: 64 * 1024,
  helloWithinMs: 5_000,
  pingEveryMs: 10_000,
  silenceMs: 25_000,
} as const

/** What a client says on /ws/presence. */
export const presenceClientMessages = {
  'session.hello': Closed({ version: Type.Integer(), token: Type.String({ maxLength: 4096 }) }),
  'session.ping': Closed({ id: Type.Integer({ minimum: 0 }) }),
  /** The communities on screen; the whole list each time. */
  'watch.set': Closed({ communityIds: Type.Array(Id, { maxItems: 100 }) }),
  ...peopleClientMessages,
}

/** What the server says on /ws/presence. */
export const presenceServerMessages = {
  'session.welcome': Closed({ version: Type.Integer() }),
  'session.pong': Closed({ id: Type.Integer({ minimum: 0 }) }),
  'session.going': Closed({ returnAfterMs: Type.Integer({ minimum: 0 }) }),
  'session.refused': Closed({ code: ErrorCode, message: Type.String() }),
  /** Everybody in one voice channel; sent for each channel after `watch.set`, then at each change. */
  'roster.changed': Closed({ communityId: Id, channelId: Id, occupants: Type.Array(Occupant) }),
  'roster.speaking': Closed({ communityId: Id, channelId: Id, userIds: Type.Array(Id) }),
  'channel.created': Closed({ channel: Channel }),
  'channel.updated': Closed({ channel: Channel }),
  'channel.deleted': Closed({ communityId: Id, channelId: Id }),
  /** How the channels that the viewer may see, and all categories, stand from now on. */
  'channels.arranged': Closed({ communityId: Id, order: ChannelOrder }),
  'category.put': Closed({ category: Category }),
  'category.deleted': Closed({ communityId: Id, categoryId: Id }),
  /** All roles of a community, after any of them changed. */
  'roles.changed': Closed({ communityId: Id, roles: Type.Array(Role) }),
  'community.updated': Closed({ community: Community, settings: CommunitySettings }),
  /** What the viewer may in a community has changed: read it again. */
  'access.changed': Closed({ communityId: Id }),
  'member.joined': Closed({ communityId: Id, member: Member }),
  /** Somebody in a community is called, looks or stands otherwise than before. */
  'member.updated': Closed({ communityId: Id, member: Member }),
  'member.left': Closed({ communityId: Id, userId: Id }),
  /** The viewer is no longer in a community; `removal` when that was others' doing. */
  'community.left': Closed({ communityId: Id, removal: Type.Optional(Removal) }),
  /** The viewer is in a new community, perhaps through another tab. */
  'community.joined': Closed({ community: Community }),
  /** The viewer's own profile or preferences changed, perhaps on another device. */
  'profile.changed': Closed({ profile: Profile }),
  'preferences.changed': PreferencesState,
  ...peopleServerMessages,
  ...keyServerMessages,
  ...messageServerMessages,
}

export type PresenceClientMessage = MessageOf<typeof presenceClientMessages>
export type PresenceServerMessage = MessageOf<typeof presenceServerMessages>
export const parsePresenceClientMessage = createMessageParser(presenceClientMessages, presenceLimits.messageLength)
export const parsePresenceServerMessage = createMessageParser(presenceServerMessages, 1024 * 1024)
