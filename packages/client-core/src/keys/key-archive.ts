import type { KeyArchive } from '@chaos/protocol'
import { type Outcome, succeed } from '../api/failure.ts'
import type { Timer } from '../platform.ts'
import type { KeyDeps } from './key-deps.ts'

/** Keys come one after the other when somebody goes through rooms, ms. */
const gatherMs = 1_500
/** After a failure, ms. */
const againMs = 60_000
/** How often another device may be faster in a row. */
const mostRaces = 6

type Deps = Pick<KeyDeps, 'api' | 'vault' | 'clock' | 'getState' | 'exclusive'>

/** Reads the archive as it stands; null: there is none. */
export async function readArchive(api: KeyDeps['api']): Promise<Outcome<KeyArchive | null>> {
  const outcome = await api.archive()
  return outcome.ok || outcome.failure.code !== 'not_found' ? outcome : succeed(null)
}

/** Keeps the archive of channel keys new, so that recovery words bring back what was said before (crypto's SPEC R5). */
export function createKeyArchive({ api, vault, clock, getState, exclusive }: Deps) {
  let timer: Timer | null = null
  let stopped = true

  async function writeOnce(): Promise<'done' | 'lost' | 'failed'> {
    const [state, archive] = [await api.recovery(), await readArchive(api)]
    if (!state.ok || !archive.ok) return 'failed'
    const before = archive.value
    const sequence = before ? before.sequence + 1 : state.value.nextArchive
    const sealed = await vault.sealArchive({ before, sequence })
    if (sealed.kind === 'refused') return 'done'
    const put = await api.putArchive(sealed.archive)
    if (!put.ok) return put.failure.code === 'keys_stale' ? 'lost' : 'failed'
    await vault.archiveTaken({ recoveryId: sealed.archive.deviceId, digest: sealed.digest })
    return 'done'
  }

  /** Another device that was faster is read, and what it wrote goes along. */
  async function write(): Promise<boolean> {
    if (getState().keys.status !== 'ready' || !(await vault.archiveIsDue())) return true
    for (let races = 0; races < mostRaces; races += 1) {
      const outcome = await writeOnce()
      if (outcome !== 'lost') return outcome === 'done'
    }
    return false
  }

  function plan(delayMs: number): void {
    if (stopped) return
    timer ??= clock.setTimeout(() => {
      timer = null
      void exclusive('chaos.key-archive', write).then(
        (written) => written || plan(againMs),
        () => plan(againMs),
      )
    }, delayMs)
  }

  return {
    /** Keys may have come, or a recovery key. */
    changed(): void {
      stopped = false
      plan(gatherMs)
    },
    stop(): void {
      stopped = true
      if (timer) clock.clearTimeout(timer)
      timer = null
    },
  }
}
