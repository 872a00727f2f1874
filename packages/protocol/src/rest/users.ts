import { type Static, Type } from 'typebox'
import { Id } from '../ids.ts'
import { Avatar } from './avatars.ts'

export const User = Type.Object({
  id: Id,
  userName: Type.String(),
  displayName: Type.String(),
  avatar: Avatar,
})
export type User = Static<typeof User>
