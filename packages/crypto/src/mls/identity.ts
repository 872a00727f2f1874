import type { Credential } from 'ts-mls'
import { textOf, utf8 } from '../platform.ts'

const maxIdentityBytes = 256

/** SPEC M2. Throws RangeError for text that is empty, not well-formed or longer than 256 bytes in UTF-8. */
export function credentialOf(identity: string): Credential {
  const bytes = utf8(identity)
  if (bytes.length === 0 || bytes.length > maxIdentityBytes || textOf(bytes) !== identity) {
    throw new RangeError('an identity is 1 to 256 bytes of well-formed text')
  }
  return { credentialType: 'basic', identity: bytes }
}

/** `undefined` for a credential that is none of ours. */
export function identityOf(credential: Credential): string | undefined {
  if (credential.credentialType !== 'basic') return undefined
  const { identity } = credential
  return identity.length === 0 || identity.length > maxIdentityBytes ? undefined : textOf(identity)
}
