import type { ClientConfig } from 'ts-mls'
import { equalBytes } from '../platform.ts'
import { identityOf } from './identity.ts'

/** How ts-mls is to behave for calls: it keeps nothing, and a client is who its identity says. */
export const clientConfig: ClientConfig = {
  // Calls use no MLS private messages, so there is nothing to keep; `retire` also empties what 0 leaves behind in 1.6.4.
  keyRetentionConfig: { retainKeysForGenerations: 0, retainKeysForEpochs: 1, maximumForwardRatchetSteps: 0 },
  lifetimeConfig: { maximumTotalLifetime: 2_628_000n, validateLifetimeOnReceive: false },
  keyPackageEqualityConfig: {
    compareKeyPackages: (a, b) => equalBytes(a.leafNode.signaturePublicKey, b.leafNode.signaturePublicKey),
    // Finds the stale leaf that an entry replaces.
    compareKeyPackageToLeafNode: (keyPackage, leaf) =>
      identityOf(keyPackage.leafNode.credential) === identityOf(leaf.credential),
  },
  paddingConfig: { kind: 'padUntilLength', padUntilLength: 0 },
  authService: { validateCredential: async (credential) => identityOf(credential) !== undefined },
}
