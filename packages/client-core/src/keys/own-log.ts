import { fail, type Outcome } from '../api/failure.ts'
import type { KeyDeps } from './key-deps.ts'
import type { Entry, LogTaken } from './key-vault.ts'
import { readPages } from './read-pages.ts'

export type OwnLog = ReturnType<typeof createOwnLog>

/** Reading the account's own log to its end, and adding to it. */
export function createOwnLog({ api, vault }: Pick<KeyDeps, 'api' | 'vault'>) {
  async function read(userId: string): Promise<Outcome<LogTaken>> {
    const { from } = await vault.open({ userId })
    return readPages({ from, ask: api.log, take: (page) => vault.takeLog({ page }) })
  }

  return {
    read,
    /** Adds what `make` gives, if anything; when somebody was faster, reads what they added and makes it once more. */
    async append(userId: string, make: () => Promise<Entry | null>, deviceName?: string): Promise<Outcome<unknown>> {
      for (let attempt = 0; ; attempt += 1) {
        const made = await make()
        if (!made) return fail('cancelled', 'there is nothing to add')
        const { entry } = made
        const outcome = await api.append(deviceName === undefined ? { entry } : { entry, deviceName })
        if (outcome.ok || outcome.failure.code !== 'keys_stale' || attempt > 0) return outcome
        await read(userId)
      }
    },
  }
}
