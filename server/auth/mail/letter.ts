import { type Static, Type } from 'typebox'

/**
 * What waits in the outbox. A letter with a one-time link names only for whom it is; the link is made when the letter
 * leaves, so no secret waits in the database. `reset_password` is put there whether such an account exists or not.
 */
export const Letter = Type.Union([
  Type.Object({ kind: Type.Literal('plain'), to: Type.String(), subject: Type.String(), text: Type.String() }),
  Type.Object({ kind: Type.Literal('verify_email'), userId: Type.String(), address: Type.String() }),
  Type.Object({ kind: Type.Literal('reset_password'), account: Type.String() }),
])
export type Letter = Static<typeof Letter>
