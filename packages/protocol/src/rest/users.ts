import { type Static, Type } from 'typebox'
import { Id, Instant } from '../ids.ts'

/** What everybody may see of an account. */
export const User = Type.Object({
  id: Id,
  userName: Type.String(),
  displayName: Type.String(),
})
export type User = Static<typeof User>

/** `owner` and `admin` run the server. */
export const ServerRole = Type.Enum(['owner', 'admin', 'user'])
export type ServerRole = Static<typeof ServerRole>

/** `pending`: waits for an administrator's approval. */
export const AccountStatus = Type.Enum(['active', 'disabled', 'pending'])
export type AccountStatus = Static<typeof AccountStatus>

/** What only oneself sees of one's account. */
export const Me = Type.Object({
  ...User.properties,
  serverRole: ServerRole,
  email: Type.Union([Type.String(), Type.Null()]),
  emailVerified: Type.Boolean(),
  hasPassword: Type.Boolean(),
  createdAt: Instant,
})
export type Me = Static<typeof Me>
