import type { KeyVault } from '../key-vault.ts'
import type { FromKeyWorker, ToKeyWorker, VaultCommand } from '../worker/key-messages.ts'

type Waiting = { resolve: (value: unknown) => void; reject: (error: Error) => void }

/** The page's side of the worker that holds the keys. It is started by the first command and ends with `close`. */
export function createBrowserKeyVault(): KeyVault {
  let worker: Worker | undefined
  let count = 0
  const waiting = new Map<number, Waiting>()

  const end = (): void => {
    worker?.terminate()
    worker = undefined
    for (const { reject } of waiting.values()) reject(new Error('the key worker ended'))
    waiting.clear()
  }
  const start = (): Worker => {
    if (worker) return worker
    const started = new Worker(new URL('../worker/key-worker.ts', import.meta.url), { type: 'module', name: 'keys' })
    worker = started
    started.addEventListener('message', ({ data }: MessageEvent<FromKeyWorker>) => {
      const asked = waiting.get(data.id)
      waiting.delete(data.id)
      if (data.ok) asked?.resolve(data.value)
      else asked?.reject(new Error(data.message))
    })
    started.addEventListener('error', end)
    return started
  }
  const ask =
    <Command extends VaultCommand>(command: Command) =>
    (input?: unknown): ReturnType<KeyVault[Command]> => {
      const answer = new Promise<unknown>((resolve, reject) => {
        count += 1
        waiting.set(count, { resolve, reject })
        start().postMessage({ id: count, command, input } satisfies ToKeyWorker)
      })
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the worker answers with what the command of this name gives
      return answer as ReturnType<KeyVault[Command]>
    }

  return {
    open: ask('open'),
    takeLog: ask('takeLog'),
    found: ask('found'),
    offer: ask('offer'),
    takeAnswer: ask('takeAnswer'),
    vouch: ask('vouch'),
    recover: ask('recover'),
    answer: ask('answer'),
    takeReveal: ask('takeReveal'),
    admit: ask('admit'),
    revoke: ask('revoke'),
    makeRecovery: ask('makeRecovery'),
    admitRecovery: ask('admitRecovery'),
    acceptIdentity: ask('acceptIdentity'),
    erase: ask('erase'),
    close: async () => end(),
  }
}
