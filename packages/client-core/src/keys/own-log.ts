import { fail, type Outcome, succeed } from '../api/failure.ts'
import type { KeyDeps } from './key-deps.ts'
import type { Entry, LogTaken } from './key-vault.ts'

/** A log that says "go on" more often than this does not end. */
const mostPages = 100

export type OwnLog = ReturnType<typeof createOwnLog>

/** Reading the account's own log to its end, and adding to it. */
export function createOwnLog({ api, vault }: Pick<KeyDeps, 'api' | 'vault'>) {
  async function read(userId: string): Promise<Outcome<LogTaken>> {
    let { from } = await vault.open({ userId })
    for (let pages = 0; pages < mostPages; pages += 1) {
      const page = await api.log(from)
      if (!page.ok) return page
      const taken = await vault.takeLog({ page: page.value })
      if (taken.kind !== 'more') return succeed(taken)
      from = taken.from
    }
    return fail('invalid_reply', 'a log without an end')
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
