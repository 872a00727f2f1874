import { type Static, Type } from 'typebox'
import { Closed } from '../wire/message-table.ts'

/** `away`: where those are moved who have been silent for long; nobody speaks there. */
export const RoomKind = Type.Enum(['voice', 'stage', 'away'])
export type RoomKind = Static<typeof RoomKind>

/** Whether somebody has the word in the room they are in. The server drops what listeners send. */
export const Floor = Type.Union([
  /** In a room where everybody talks. */
  Closed({ kind: Type.Literal('free') }),
  Closed({ kind: Type.Literal('speaker') }),
  Closed({
    kind: Type.Literal('listener'),
    /** Their place among those who raised a hand, the smallest first; null: no hand is up. */
    hand: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
    /** They were asked to speak and did not answer yet. */
    invited: Type.Boolean(),
  }),
])
export type Floor = Static<typeof Floor>

/** Why the server takes somebody to another room. */
export const MoveReason = Type.Enum(['moderator', 'silence'])
export type MoveReason = Static<typeof MoveReason>
