import type { ClientPlatform } from '../../../packages/client-core/src/client.ts'
import type { OpenKeyStore } from '../../../packages/client-core/src/keys/key-records.ts'
import { createMemoryKeyStores } from '../../../packages/client-core/src/keys/memory-key-store.ts'
import { createKeyVault } from '../../../packages/client-core/src/keys/vault/create-key-vault.ts'
import { createMemoryStorage, nodeFetch, openNodeSocket } from '../../../packages/client-core/src/testing/node-parts.ts'
import { newId } from '../../utils/ids.ts'
import { realClock } from './real-clock.ts'

export type NodeDevice = {
  baseUrl: string
  name?: string
  /** Keys that outlive a client. Without it they go with it. */
  openStore?: OpenKeyStore
}

const nothing = () => () => {}

/** What Node gives the client in place of a browser: real sockets, real HTTP, keys in memory, no voice. */
export const nodePlatform = ({
  baseUrl,
  name = 'Node',
  openStore = createMemoryKeyStores(),
}: NodeDevice): ClientPlatform => ({
  baseUrl,
  fetch: nodeFetch,
  openSocket: openNodeSocket,
  storage: createMemoryStorage(),
  clock: realClock,
  exclusive: (_name, task) => task(),
  isOnline: () => true,
  onOnlineChange: nothing,
  onWake: nothing,
  onInput: nothing,
  createVoice: null,
  createKeyVault: () => createKeyVault({ openStore, newId, now: Date.now }),
  deviceName: () => name,
})
