import { type Static, Type } from 'typebox'
import { Id } from '../ids.ts'
import { Occupant } from '../presence/occupant.ts'
import { Closed } from '../wire/message-table.ts'

/** Who is in one voice channel now. */
export const Roster = Type.Object({ channelId: Id, occupants: Type.Array(Occupant) })
export type Roster = Static<typeof Roster>

/** What a moderator does about somebody in a call, from anywhere. */
export const VoiceMute = Closed({ muted: Type.Boolean() })
export type VoiceMute = Static<typeof VoiceMute>
export const VoiceDeafen = Closed({ deafened: Type.Boolean() })
export type VoiceDeafen = Static<typeof VoiceDeafen>
export const VoiceMove = Closed({ channelId: Id })
export type VoiceMove = Static<typeof VoiceMove>
