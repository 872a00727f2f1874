import { type PasskeyRequestOptions, PasskeyTransport, type UserId } from '@chaos/protocol'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { parse as bytesOfUuid } from 'uuid'
import type { KnownCredential } from '../../database/stores/passkey-store.ts'

/** The user handle (WebAuthn §4): the account's id, which says nothing about its person. */
export const toHandle = (userId: UserId): string => Buffer.from(bytesOfUuid(userId)).toString('base64url')

export const knownTransports = (transports: string[]): PasskeyTransport[] =>
  transports.filter((transport) => Value.Check(PasskeyTransport, transport))

export const toKnown = ({
  credentialId,
  transports,
}: KnownCredential): PasskeyRequestOptions['allowCredentials'][0] => ({
  id: credentialId,
  type: 'public-key',
  transports,
})

const ClientData = Type.Object({ challenge: Type.String() })

/** The challenge that a browser says it was given (WebAuthn §5.8.1); null when it says nothing readable. */
export function challengeIn(clientDataJSON: string): string | null {
  try {
    const data: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'))
    return Value.Check(ClientData, data) ? data.challenge : null
  } catch {
    return null
  }
}
