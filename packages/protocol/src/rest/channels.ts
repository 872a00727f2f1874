import { type Static, Type } from 'typebox'
import { Id } from '../ids.ts'
import { Closed } from '../wire/message-table.ts'

const ChannelName = Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' })
const UserLimit = Type.Integer({ minimum: 1, maximum: 500, description: 'most people in the call at once' })

/** `e2ee`: the server cannot read the media. `open` comes with a later version; nothing switches silently. */
export const ChannelEncryption = Type.Enum(['e2ee'])

export const Channel = Type.Object({
  id: Id,
  communityId: Id,
  kind: Type.Enum(['voice']),
  name: Type.String(),
  position: Type.Integer(),
  userLimit: Type.Integer(),
  encryption: ChannelEncryption,
})
export type Channel = Static<typeof Channel>

export const ChannelDraft = Closed({ name: ChannelName, userLimit: Type.Optional(UserLimit) })
export type ChannelDraft = Static<typeof ChannelDraft>

export const ChannelChange = Closed({ name: Type.Optional(ChannelName), userLimit: Type.Optional(UserLimit) })
export type ChannelChange = Static<typeof ChannelChange>
