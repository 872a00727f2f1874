import { type Static, Type } from 'typebox'
import { Id } from '../ids.ts'

export const User = Type.Object({
  id: Id,
  userName: Type.String(),
  displayName: Type.String(),
})
export type User = Static<typeof User>
