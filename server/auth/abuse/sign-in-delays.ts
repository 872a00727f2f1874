import { createHash } from 'node:crypto'
import type { AttemptPolicy, SignInAttemptStore } from '../../database/stores/sign-in-attempt-store.ts'
import { clientNetwork } from '../../utils/client-network.ts'
import { RateLimitedError } from '../../utils/domain-error.ts'
import { createRefusals } from '../../utils/refusals.ts'

export type SignInTry = {
  userName: string
  ip: string
  /** The device that signed in to this account before; null: a stranger's, as far as we know. */
  knownDevice: string | null
}

export type SignInDelaySettings = {
  /** Attempts without delay: for one account from devices it does not know, from one it knows, and from one network. */
  freePerAccount: number
  freePerDevice: number
  freePerNetwork: number
  longestSeconds: number
  forgetSeconds: number
}

type Counter = { key: Buffer; policy: AttemptPolicy }
type Deps = { attempts: SignInAttemptStore; settings: SignInDelaySettings; now?: () => number }
export type SignInDelays = ReturnType<typeof createSignInDelays>

const keyOf = (...parts: string[]) => createHash('sha256').update(JSON.stringify(parts)).digest()

/** Above this many remembered refusals the oldest are forgotten; the database still knows. */
const mostRemembered = 10_000

/**
 * Lets failed sign-ins wait, longer each time, by account and by network. An attempt is counted before it is made and
 * taken back when it was good. Strangers share one counter per account, and a device that the account knows has its own:
 * whoever guesses from elsewhere cannot keep the owner out. Names that do not exist are counted just the same.
 */
export function createSignInDelays({ attempts, settings, now }: Deps) {
  // What is refused for a while is refused from here, so that a flood does not reach the database.
  const refusals = createRefusals(mostRemembered, now)

  const policy = (free: number): AttemptPolicy => ({ free, ...settings })
  function countersOf({ userName, ip, knownDevice }: SignInTry): [network: Counter, account: Counter] {
    const name = userName.normalize('NFKC').toLowerCase()
    const network = { key: keyOf('network', clientNetwork(ip)), policy: policy(settings.freePerNetwork) }
    const account = knownDevice
      ? { key: keyOf('device', knownDevice, name), policy: policy(settings.freePerDevice) }
      : { key: keyOf('account', name), policy: policy(settings.freePerAccount) }
    return [network, account]
  }

  async function count({ key, policy: bounds }: Counter): Promise<void> {
    const name = key.toString('base64')
    const leftMs = refusals.leftMs(name)
    const waitMs = leftMs > 0 ? leftMs : await attempts.begin(key, bounds)
    if (waitMs === 0) return
    refusals.keep(name, waitMs)
    const seconds = Math.ceil(waitMs / 1000)
    throw new RateLimitedError(`too many sign-ins went wrong; try again in ${seconds} s`, seconds)
  }

  return {
    /** Throws {@link RateLimitedError} when it is too soon for another attempt. */
    async begin(attempt: SignInTry): Promise<void> {
      const [network, account] = countersOf(attempt)
      await count(network)
      await count(account)
    },

    /** The attempt was good. A network keeps what others there did wrong. */
    async succeeded(attempt: SignInTry): Promise<void> {
      const [network, account] = countersOf(attempt)
      await attempts.takeBack(network.key)
      await attempts.forget(account.key)
      refusals.forget(account.key.toString('base64'))
    },

    /** The attempt did not come to its end. */
    async takeBack(attempt: SignInTry): Promise<void> {
      for (const { key } of countersOf(attempt)) await attempts.takeBack(key)
    },
  }
}
