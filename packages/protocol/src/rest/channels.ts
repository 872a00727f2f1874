import { type Static, Type } from 'typebox'
import { Id } from '../ids.ts'
import { messageLimits } from '../messages/limits.ts'
import { Closed } from '../wire/message-table.ts'

const ChannelName = Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' })
const UserLimit = Type.Integer({ minimum: 1, maximum: 500, description: 'most people in the call at once' })

/** `e2ee`: the server cannot read the media. `open`: it can. Nothing switches silently. */
export const ChannelEncryption = Type.Enum(['e2ee', 'open'])
export type ChannelEncryption = Static<typeof ChannelEncryption>

/** On a stage few speak and many listen. */
export const ChannelKind = Type.Enum(['voice', 'stage'])
export type ChannelKind = Static<typeof ChannelKind>

/** A heading under which channels stand. */
export const Category = Type.Object({ id: Id, communityId: Id, name: Type.String(), position: Type.Integer() })
export type Category = Static<typeof Category>

export const Channel = Type.Object({
  id: Id,
  communityId: Id,
  categoryId: Type.Union([Id, Type.Null()]),
  kind: ChannelKind,
  name: Type.String(),
  topic: Type.String(),
  position: Type.Integer(),
  userLimit: Type.Integer(),
  bitrate: Type.Integer({ description: "a speaker's Opus, bit/s" }),
  slowModeSeconds: Type.Integer({ description: 'between two messages of one person; 0: none' }),
  longestMessageSeconds: Type.Integer({ description: 'of one recording' }),
  retentionDays: Type.Integer({ description: 'after so many days messages go; 0: they stay' }),
  encryption: ChannelEncryption,
  isTemporary: Type.Boolean({ description: 'it goes when the last person leaves' }),
})
export type Channel = Static<typeof Channel>

export const channelBounds = {
  topicLength: 200,
  bitrate: { minimum: 8_000, maximum: 128_000 },
  slowModeSeconds: { minimum: 0, maximum: 21_600 },
  longestMessageSeconds: { minimum: 1, maximum: messageLimits.longestSeconds },
  retentionDays: { minimum: 0, maximum: messageLimits.longestRetentionDays },
} as const

const Topic = Type.String({ maxLength: channelBounds.topicLength })
const Bitrate = Type.Integer(channelBounds.bitrate)
const SlowMode = Type.Integer(channelBounds.slowModeSeconds)
const LongestMessage = Type.Integer(channelBounds.longestMessageSeconds)
const Retention = Type.Integer(channelBounds.retentionDays)

/** Kind, encryption and whether it is temporary are chosen once. */
export const ChannelDraft = Closed({
  name: ChannelName,
  kind: Type.Optional(ChannelKind),
  categoryId: Type.Optional(Type.Union([Id, Type.Null()])),
  topic: Type.Optional(Topic),
  userLimit: Type.Optional(UserLimit),
  bitrate: Type.Optional(Bitrate),
  slowModeSeconds: Type.Optional(SlowMode),
  longestMessageSeconds: Type.Optional(LongestMessage),
  retentionDays: Type.Optional(Retention),
  encryption: Type.Optional(ChannelEncryption),
  isTemporary: Type.Optional(Type.Boolean()),
})
export type ChannelDraft = Static<typeof ChannelDraft>

/** `encryption` may be named as it is; another one is refused. Where a channel stands is a matter of the order. */
export const ChannelChange = Closed({
  name: Type.Optional(ChannelName),
  topic: Type.Optional(Topic),
  userLimit: Type.Optional(UserLimit),
  bitrate: Type.Optional(Bitrate),
  slowModeSeconds: Type.Optional(SlowMode),
  longestMessageSeconds: Type.Optional(LongestMessage),
  retentionDays: Type.Optional(Retention),
  encryption: Type.Optional(ChannelEncryption),
})
export type ChannelChange = Static<typeof ChannelChange>

export const CategoryDraft = Closed({ name: ChannelName })
export type CategoryDraft = Static<typeof CategoryDraft>
