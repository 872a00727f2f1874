import { createKeyVault } from '../vault/create-key-vault.ts'
import { openIndexedDbKeyStore } from './indexed-db-key-store.ts'
import type { FromKeyWorker, ToKeyWorker } from './key-messages.ts'

// Private keys live here, apart from the page, which stays quick while they are used.
declare const self: DedicatedWorkerGlobalScope

const vault = createKeyVault({
  openStore: openIndexedDbKeyStore,
  newId: () => self.crypto.randomUUID(),
  now: () => Date.now(),
})

const tell = (answer: FromKeyWorker): void => self.postMessage(answer)

self.addEventListener('message', ({ data: { id, command, input } }: MessageEvent<ToKeyWorker>) => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the page's side has made sure that they fit each other
  const run = vault[command] as (input: unknown) => Promise<unknown>
  run(input).then(
    (value) => tell({ id, ok: true, value }),
    (error: unknown) => tell({ id, ok: false, message: error instanceof Error ? error.message : String(error) }),
  )
})
