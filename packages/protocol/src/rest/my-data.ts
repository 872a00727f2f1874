import { type Static, Type } from 'typebox'
import { Id, Instant } from '../ids.ts'
import { Closed } from '../wire/message-table.ts'

/** One archive of everything that an account has. `expiresAt` is when it is deleted again, once it is ready. */
export const DataExport = Type.Object({
  id: Id,
  state: Type.Enum(['running', 'ready', 'failed']),
  /** Parts that are in it, of how many. */
  done: Type.Integer({ minimum: 0 }),
  total: Type.Integer({ minimum: 0 }),
  sizeBytes: Type.Union([Type.Integer(), Type.Null()]),
  createdAt: Instant,
  expiresAt: Type.Union([Instant, Type.Null()]),
})
export type DataExport = Static<typeof DataExport>

/** Where an archive is, from the server's origin. Only the browser that just asked for a pass gets it. */
export const exportFilePath = (exportId: string): string => `/api/users/exports/${exportId}/file`

/** The own user name, typed again. */
export const DeletionRequest = Closed({ userName: Type.String({ minLength: 1, maxLength: 64 }) })
export type DeletionRequest = Static<typeof DeletionRequest>

/** Whether the account goes, and when; null: it stays. */
export const Deletion = Type.Object({ erasesAt: Type.Union([Instant, Type.Null()]) })
export type Deletion = Static<typeof Deletion>
