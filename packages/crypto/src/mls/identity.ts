import type { Credential } from 'ts-mls'
import { equalBytes, textOf, utf8 } from '../platform.ts'

const maxCredentialBytes = 256
/** Between an identity and what vouches for it. */
const separator = '\n'

/** SPEC M2. Throws RangeError for text that is empty, not well-formed or longer than 256 bytes in UTF-8. */
export function credentialOf(identity: string, voucher?: string): Credential {
  const text = voucher === undefined ? identity : identity + separator + voucher
  const bytes = utf8(text)
  const isPlain = identity !== '' && !identity.includes(separator) && textOf(bytes) === text
  if (!isPlain || bytes.length > maxCredentialBytes) {
    throw new RangeError('a credential is 1 to 256 bytes of well-formed text, its identity one line of it')
  }
  return { credentialType: 'basic', identity: bytes }
}

/** Who a leaf says that it is, and what it shows for that. */
export type LeafName = { identity: string; voucher: string | undefined }

/** `undefined` for a credential that is none of ours. */
export function nameOf(credential: Credential): LeafName | undefined {
  if (credential.credentialType !== 'basic' || credential.identity.length > maxCredentialBytes) return undefined
  const text = textOf(credential.identity)
  if (text === undefined) return undefined
  const end = text.indexOf(separator)
  const identity = end < 0 ? text : text.slice(0, end)
  return identity === '' ? undefined : { identity, voucher: end < 0 ? undefined : text.slice(end + 1) }
}

export const identityOf = (credential: Credential): string | undefined => nameOf(credential)?.identity

/** To the byte, with what vouches for it. */
export const isSameCredential = (a: Credential, b: Credential): boolean =>
  a.credentialType === 'basic' && b.credentialType === 'basic' && equalBytes(a.identity, b.identity)
