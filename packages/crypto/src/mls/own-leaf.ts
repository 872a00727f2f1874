import { type CiphersuiteImpl, generateKeyPackageWithKey } from 'ts-mls'
import type { CallGroupOptions, LeafKeys } from './call-group.ts'
import { credentialOf } from './identity.ts'

type OwnLeaf = Pick<CallGroupOptions, 'identity' | 'voucher' | 'leafKeys'>

/** A key package with a signature key made for this one stay in the call. Throws RangeError for a bad identity. */
export async function makeOwnLeaf({ identity, voucher, leafKeys }: OwnLeaf, cipherSuite: CiphersuiteImpl) {
  const { signKey, publicKey } = leafKeys ?? (await newLeafKeys(cipherSuite))
  const capabilities = {
    versions: ['mls10' as const],
    ciphersuites: [cipherSuite.name],
    extensions: [],
    proposals: [],
    credentials: ['basic' as const],
  }
  const lifetime = { notBefore: 0n, notAfter: 2n ** 63n - 1n }
  // The group wipes its copy when it ends; the stay may go on in another one.
  const keys = { signKey: signKey.slice(), publicKey: publicKey.slice() }
  const credential = credentialOf(identity, voucher)
  return generateKeyPackageWithKey(credential, capabilities, lifetime, [], keys, cipherSuite)
}

export const newLeafKeys = (cipherSuite: CiphersuiteImpl): Promise<LeafKeys> => cipherSuite.signature.keygen()
