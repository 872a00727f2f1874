import type { Static } from 'typebox'
import { Id } from '../ids.ts'
import { Closed } from '../wire/message-table.ts'

/** The version of the tus protocol that uploads speak, and what of it besides its core. */
export const tusVersion = '1.0.0'
export const tusExtensions = 'creation,creation-defer-length,creation-with-upload,termination,expiration'

/**
 * What `Upload-Metadata` names when an upload is made, each value in base64 as tus has it: which object, for which channel.
 * `objectId` is the client's choice, a fresh UUIDv7, to which sealed chunks are bound.
 */
export const UploadMetadata = Closed({ objectId: Id, channelId: Id })
export type UploadMetadata = Static<typeof UploadMetadata>
