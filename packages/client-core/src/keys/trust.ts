import type { LogRefusal } from '@chaos/crypto/keys'
import { fail, type Outcome, succeed } from '../api/failure.ts'
import { type Trust, trustKnown } from '../state/trust-slice.ts'
import type { KeyDeps } from './key-deps.ts'
import type { ContactTaken, ContactView } from './key-vault.ts'
import { readPages } from './read-pages.ts'

type Deps = Pick<KeyDeps, 'api' | 'vault' | 'dispatch' | 'getState'> & {
  /** Somebody's log was read to its end. */
  onRead: (userId: string) => void
}

/** Who other people are: their logs are read and verified while somebody looks at them. */
export function createTrust({ api, vault, dispatch, getState, onRead }: Deps) {
  /** How many places look at each. */
  const followed = new Map<string, number>()
  const reading = new Map<string, Promise<void>>()

  const hasKeys = () => ['ready', 'waiting'].includes(getState().keys.status)
  const show = (userId: string, view: ContactView, refusal: LogRefusal | null = null): Trust => {
    const trust = { ...view, contradicted: refusal !== null }
    dispatch(trustKnown({ userId, trust }))
    return trust
  }
  const showTaken = (userId: string, { view, refusal }: Exclude<ContactTaken, { kind: 'more' }>) =>
    show(userId, view, refusal)

  async function read(userId: string): Promise<void> {
    const { view, from } = await vault.contact({ userId })
    if (!(userId in getState().trust) && view.identityKey !== null) show(userId, view)
    const outcome = await readPages({
      from,
      ask: (next) => api.logOf(userId, next),
      take: (page) => vault.meet({ userId, page }),
    })
    if (!outcome.ok || !hasKeys()) return
    showTaken(userId, outcome.value)
    onRead(userId)
  }

  /** What is under way may be older than the reason to read, so it is waited for. */
  async function readNow(userId: string): Promise<void> {
    if (!hasKeys()) return
    const before = reading.get(userId) ?? Promise.resolve()
    // What cannot be read now is read when something changes, or at the next visit.
    const next = before.then(() => read(userId)).catch(() => {})
    reading.set(userId, next)
    await next
    if (reading.get(userId) === next) reading.delete(userId)
  }

  return {
    readNow,
    /** All that somebody looks at, once there are keys to do it with. */
    async load(): Promise<void> {
      await Promise.all([...followed.keys()].map(readNow))
    },
    async changed(userId: string): Promise<void> {
      if (followed.has(userId)) await readNow(userId)
    },
    commands: {
      /** Until the returned function is called, what is known of these people is kept new. */
      follow(userIds: readonly string[]): () => void {
        for (const userId of userIds) {
          const count = followed.get(userId) ?? 0
          followed.set(userId, count + 1)
          if (count === 0) void readNow(userId)
        }
        return () => {
          for (const userId of userIds) {
            const count = followed.get(userId) ?? 0
            if (count > 1) followed.set(userId, count - 1)
            else followed.delete(userId)
          }
        }
      },
      /** The digits that both sides see, and the identity that they are of. */
      async safetyNumber(userId: string): Promise<Outcome<{ digits: string; identityKey: string }>> {
        await readNow(userId)
        const number = hasKeys() ? await vault.safetyNumber({ userId }) : null
        return number ? succeed(number) : fail('not_found', 'one of the two has no keys')
      },
      /** This identity counts from now on, in place of the one before. */
      async accept(userId: string, identityKey: string): Promise<Outcome<Trust>> {
        const outcome = await readPages({
          from: 0,
          ask: (next) => api.logOf(userId, next),
          take: (page) => vault.acceptContact({ userId, identityKey, page }),
        })
        return outcome.ok ? succeed(showTaken(userId, outcome.value)) : outcome
      },
      async setVerified(userId: string, identityKey: string, verified: boolean): Promise<Outcome<Trust>> {
        return succeed(show(userId, await vault.setVerified({ userId, identityKey, verified })))
      },
    },
  }
}
