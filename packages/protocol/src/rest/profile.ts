import { type Static, Type } from 'typebox'
import { Closed } from '../wire/message-table.ts'
import { User } from './users.ts'

/** What people who share a community may read about each other. */
export const Profile = Type.Object({ ...User.properties, bio: Type.String() })
export type Profile = Static<typeof Profile>

export const ProfileChange = Closed({
  displayName: Type.Optional(Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' })),
  bio: Type.Optional(Type.String({ maxLength: 300 })),
})
export type ProfileChange = Static<typeof ProfileChange>
