import { type Static, Type } from 'typebox'
import { Id } from '../ids.ts'
import { Avatar } from '../rest/avatars.ts'
import { Floor } from './floor.ts'

/** One person in a call, from one device. The id lives as long as the stay, reconnects included. */
export const Participant = Type.Object({
  id: Id,
  userId: Id,
  displayName: Type.String({ maxLength: 64 }),
  avatar: Avatar,
  /** Switched off by the person. */
  muted: Type.Boolean(),
  deafened: Type.Boolean(),
  /** Switched off by a moderator; the server drops what still arrives. */
  serverMuted: Type.Boolean(),
  /** A moderator took the sound from them; the server sends them none. */
  serverDeafened: Type.Boolean(),
  floor: Floor,
  /** Others are quieter while this person speaks. */
  priority: Type.Boolean(),
  /** `false`: no microphone, or none yet. */
  sending: Type.Boolean(),
  /** `reconnecting`: the socket is gone, the place is kept for a while. */
  connection: Type.Enum(['connected', 'reconnecting']),
  /** A program; not there for people. */
  isBot: Type.Optional(Type.Boolean()),
})
export type Participant = Static<typeof Participant>
