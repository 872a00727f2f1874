import {
  type Registration,
  RegistrationPending,
  type SecondStepNeeded,
  type SignedIn,
  type SignIn,
  SignInReply,
} from '@chaos/protocol'
import { type TSchema, Type } from 'typebox'
import type { AuthorizedCall } from '../api/api.ts'
import { type FailureCode, fail, type Outcome, succeed } from '../api/failure.ts'
import { type ApiRequest, callApi, type HttpDeps } from '../api/http.ts'
import type { Platform } from '../platform.ts'
import { deletionChanged } from '../state/deletion-slice.ts'
import { sessionUnknown, signedIn, signedOut } from '../state/session-slice.ts'
import type { Dispatch, RootState } from '../state/store.ts'
import { createTokens, refreshLock } from './tokens.ts'

/** Remembers that this device had a session, so that visitors who never signed in cause no failing request. */
const storageKey = 'chaos.session'

/** Codes that mean: this session is over, whatever the network does. */
const runOut: ReadonlySet<FailureCode> = new Set(['unauthenticated', 'token_expired', 'wrong_credentials'])
/** The same, and worth saying why. */
const endedByServer: ReadonlySet<FailureCode> = new Set([
  'session_ended_elsewhere',
  'session_ended_by_password',
  'session_ended_by_reuse',
  'session_ended_by_administrator',
  'account_disabled',
])
const isOver = (code: FailureCode) => runOut.has(code) || endedByServer.has(code)

/** Where a request to sign in has led. */
export type SignInStep = { kind: 'signed_in'; user: SignedIn['user'] } | SecondStepNeeded | RegistrationPending

const Reply = Type.Union([SignInReply, RegistrationPending])

export type Session = ReturnType<typeof createSession>

type Deps = HttpDeps & Pick<Platform, 'exclusive' | 'storage'> & { dispatch: Dispatch; getState: () => RootState }

/** Who the viewer is: sign-up, sign-in, sign-out, and the token behind every other call. */
export function createSession(deps: Deps) {
  const { dispatch, getState, storage } = deps
  const tokens = createTokens({ ...deps, onRenewed: (session) => enter(session) })

  function enter({ user, erasesAt }: SignedIn) {
    storage.set(storageKey, '1')
    dispatch(deletionChanged(erasesAt ?? null))
    dispatch(signedIn(user))
  }
  function leave(expired: boolean, code?: FailureCode) {
    tokens.forget()
    storage.remove(storageKey)
    dispatch(signedOut({ expired, because: code !== undefined && endedByServer.has(code) ? code : null }))
  }
  /** Any request that may end in a session. A second step asked for, or having to wait, are outcomes like the session. */
  async function begin(path: string, body: unknown): Promise<Outcome<SignInStep>> {
    const outcome = await callApi(deps, { method: 'POST', path, body, reply: Reply }, null)
    if (!outcome.ok) return outcome
    if ('kind' in outcome.value) return succeed(outcome.value)
    tokens.keep(outcome.value)
    enter(outcome.value)
    return succeed({ kind: 'signed_in', user: outcome.value.user })
  }
  async function token(options?: { renew: boolean }): Promise<Outcome<string>> {
    if (storage.get(storageKey) === null) return fail('unauthenticated', 'signed out')
    const outcome = await tokens.get(options)
    if (!outcome.ok && isOver(outcome.failure.code)) leave(true, outcome.failure.code)
    return outcome
  }
  const call: AuthorizedCall = async <S extends TSchema>(request: ApiRequest<S>) => {
    const first = await token()
    if (!first.ok) return first
    const outcome = await callApi(deps, request, first.value)
    if (outcome.ok || !isOver(outcome.failure.code)) return outcome
    const second = await token({ renew: true })
    return second.ok ? callApi(deps, request, second.value) : second
  }

  return {
    call,
    begin,
    /** A call that needs no sign-in. */
    ask: <S extends TSchema>(request: ApiRequest<S>) => callApi(deps, request, null),
    register: (registration: Registration) => begin('/api/auth/register', registration),
    signIn: (credentials: SignIn) => begin('/api/auth/sign-in', credentials),
    /** Ends the session here at once; the server hears of it when it can be reached. */
    async signOut(): Promise<void> {
      leave(false)
      // Not beside a renewal, which would bring the cookie back.
      await deps.exclusive(refreshLock, () =>
        callApi(deps, { method: 'POST', path: '/api/auth/sign-out', body: {}, reply: null }, null),
      )
    },
    /** Finds out at start whether this device still has a session. A failure that says neither yes nor no is kept. */
    async restore(): Promise<void> {
      if (storage.get(storageKey) === null) return void dispatch(signedOut({ expired: false }))
      dispatch(sessionUnknown(null))
      const outcome = await token()
      if (!outcome.ok && getState().session.kind === 'unknown') dispatch(sessionUnknown(outcome.failure))
    },
    /** For sockets: null when nobody is signed in. Rejects when the server cannot be reached. */
    async accessToken(options?: { renew: boolean }): Promise<string | null> {
      const outcome = await token(options)
      if (outcome.ok) return outcome.value
      if (isOver(outcome.failure.code)) return null
      throw new Error(outcome.failure.message)
    },
  }
}
