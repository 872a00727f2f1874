import { type Static, Type } from 'typebox'

export const Health = Type.Object({
  status: Type.Enum(['ok', 'starting', 'stopping', 'failing']),
  checks: Type.Record(Type.String(), Type.Enum(['ok', 'failing'])),
})
export type Health = Static<typeof Health>
