import { type Static, Type } from 'typebox'
import { Closed } from '../wire/message-table.ts'

/** Which part of a list: `cursor` is the `next` of the page before. */
export const PageQuery = Closed({
  cursor: Type.Optional(Type.String({ maxLength: 256 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
})
export type PageQuery = Static<typeof PageQuery>
