import { type Static, Type } from 'typebox'
import { Id } from '../ids.ts'
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
  encryption: ChannelEncryption,
  isTemporary: Type.Boolean({ description: 'it goes when the last person leaves' }),
})
export type Channel = Static<typeof Channel>

export const ChannelDraft = Closed({ name: ChannelName, userLimit: Type.Optional(UserLimit) })
export type ChannelDraft = Static<typeof ChannelDraft>

export const ChannelChange = Closed({ name: Type.Optional(ChannelName), userLimit: Type.Optional(UserLimit) })
export type ChannelChange = Static<typeof ChannelChange>
