import { type CiphersuiteImpl, generateKeyPackage } from 'ts-mls'
import { credentialOf } from './identity.ts'

/** A key package with a signature key made for this one stay in the call. Throws RangeError for a bad identity. */
export function makeOwnLeaf(identity: string, cipherSuite: CiphersuiteImpl) {
  const capabilities = {
    versions: ['mls10' as const],
    ciphersuites: [cipherSuite.name],
    extensions: [],
    proposals: [],
    credentials: ['basic' as const],
  }
  const lifetime = { notBefore: 0n, notAfter: 2n ** 63n - 1n }
  return generateKeyPackage(credentialOf(identity), capabilities, lifetime, [], cipherSuite)
}
