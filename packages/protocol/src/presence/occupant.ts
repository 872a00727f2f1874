import { type Static, Type } from 'typebox'
import { Id } from '../ids.ts'
import { Avatar } from '../rest/avatars.ts'

/** A person in a voice channel, as those see it who have not joined. */
export const Occupant = Type.Object({
  userId: Id,
  displayName: Type.String(),
  avatar: Avatar,
  muted: Type.Boolean(),
  deafened: Type.Boolean(),
  /** They came to listen: on a stage without the word. */
  listener: Type.Boolean(),
  /** A program; not there for people. */
  isBot: Type.Optional(Type.Boolean()),
})
export type Occupant = Static<typeof Occupant>
