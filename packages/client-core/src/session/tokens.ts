import { SignedIn } from '@chaos/protocol'
import type { Outcome } from '../api/failure.ts'
import { callApi, type HttpDeps } from '../api/http.ts'
import type { Platform } from '../platform.ts'

/** A token is renewed this long before it ends, ms, so that none ends on its way to the server. */
const renewBeforeMs = 30_000

/** The refresh cookie is used by one request at a time, in all windows together. */
export const refreshLock = 'chaos.refresh'

export interface Tokens {
  keep(session: SignedIn): void
  forget(): void
  /** The token at hand if it is good for a while, else a new one. */
  get(options?: { renew: boolean }): Promise<Outcome<string>>
}

type Deps = HttpDeps & Pick<Platform, 'exclusive'> & { onRenewed: (session: SignedIn) => void }

/**
 * The access token, in memory only. One renewal at a time: within this window by sharing the promise, across windows
 * by the platform's lock, because the refresh cookie changes at each use and an old one ends the session.
 */
export function createTokens(deps: Deps): Tokens {
  let current: { token: string; endsAt: number } | null = null
  let running: Promise<Outcome<string>> | null = null
  /** Counts sign-ins and sign-outs, so that a renewal begun before one cannot undo it. */
  let generation = 0

  const keep = ({ accessToken, expiresInSeconds }: SignedIn) => {
    generation += 1
    current = { token: accessToken, endsAt: deps.clock.now() + expiresInSeconds * 1000 }
  }
  const renew = async (): Promise<Outcome<string>> => {
    const begun = generation
    const outcome = await deps.exclusive(refreshLock, () =>
      callApi(deps, { method: 'POST', path: '/api/auth/refresh', body: {}, reply: SignedIn }, null),
    )
    if (!outcome.ok) return outcome
    if (begun === generation) {
      keep(outcome.value)
      deps.onRenewed(outcome.value)
    }
    return { ok: true, value: outcome.value.accessToken }
  }

  return {
    keep,
    forget() {
      generation += 1
      current = null
    },
    async get(options) {
      const good = current !== null && current.endsAt - renewBeforeMs > deps.clock.now()
      if (current && good && !options?.renew) return { ok: true, value: current.token }
      running ??= renew().finally(() => {
        running = null
      })
      return running
    },
  }
}
