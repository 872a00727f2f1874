import type { Clock, Platform } from '../platform.ts'
import type { Store } from '../state/store.ts'
import type { KeyApi } from './key-api.ts'
import type { KeyVault } from './key-vault.ts'

/** What a platform gives for keys. */
export type KeyPlatform = {
  createKeyVault(): KeyVault
  /** What this device is called in its owner's list, as long as they give no other name. */
  deviceName(): string
}

/** What every part of the own keys works with. */
export type KeyDeps = Pick<Store, 'dispatch' | 'getState'> &
  Pick<Platform, 'exclusive'> & { api: KeyApi; vault: KeyVault; clock: Clock; deviceName: () => string }
