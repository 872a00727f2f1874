import { type Static, Type } from 'typebox'
import { Closed } from '../wire/message-table.ts'
import { Registration } from './auth.ts'

/** 256 random bits in base64url; it stands in the fragment of the link that a server without an owner prints. */
const SetUpSecret = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' })

/** Makes the signed-in account the owner, or asks whether the link still works. */
export const SetUpClaim = Closed({ secret: SetUpSecret })
export type SetUpClaim = Static<typeof SetUpClaim>

/** Makes the owner's account. */
export const SetUp = Closed({ ...Registration.properties, secret: SetUpSecret })
export type SetUp = Static<typeof SetUp>
