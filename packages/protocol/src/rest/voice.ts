import { type Static, Type } from 'typebox'
import { Id } from '../ids.ts'
import { Occupant } from '../presence/occupant.ts'

/** Who is in one voice channel now. */
export const Roster = Type.Object({ channelId: Id, occupants: Type.Array(Occupant) })
export type Roster = Static<typeof Roster>
