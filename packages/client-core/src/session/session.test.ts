import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApi } from '../api/api.ts'
import { createStore } from '../state/store.ts'
import { createHandClock } from '../testing/hand-clock.ts'
import { type Answer, startHttpServer } from '../testing/http-server.ts'
import { createMemoryStorage, nodeFetch } from '../testing/node-parts.ts'
import { createSession } from './session.ts'

const user = { id: '01a20655-9d1d-715c-a691-ea4b66008b76', userName: 'mara', displayName: 'Mara', avatar: null }
const problem = (status: number, code: string): Answer => ({
  status,
  body: { type: 'about:blank', title: code, status, code },
})

let server: Awaited<ReturnType<typeof startHttpServer>>
let tokensGiven: number
/** What the server says to a refresh, or to a list; by default it renews, and takes only the newest token. */
let refresh: () => Answer | Promise<Answer>
const signedIn = (): Answer => {
  tokensGiven += 1
  return { status: 200, body: { accessToken: `token-${tokensGiven}`, expiresInSeconds: 600, user } }
}

beforeEach(async () => {
  tokensGiven = 0
  refresh = signedIn
  server = await startHttpServer(({ path, authorization }) => {
    if (path === '/api/auth/sign-in') return signedIn()
    if (path === '/api/auth/refresh') return refresh()
    if (path === '/api/auth/sign-out') return { status: 204 }
    return authorization === `Bearer token-${tokensGiven}` ? { status: 200, body: [] } : problem(401, 'token_expired')
  })
})
afterEach(() => server.close())

function createDevice(content: Record<string, string> = {}) {
  const store = createStore()
  const hand = createHandClock()
  const storage = createMemoryStorage(content)
  const session = createSession({
    baseUrl: server.url,
    fetch: nodeFetch,
    clock: hand.clock,
    random: () => 0,
    exclusive: (_, task) => task(),
    storage,
    dispatch: store.dispatch,
    getState: store.getState,
  })
  return { session, store, hand, storage, api: createApi(session.call) }
}
const paths = () => server.heard.map(({ path }) => path)
const credentials = { userName: 'mara', password: 'five quiet words' }

describe('session', () => {
  it('asks nothing of the server on a device that never had a session', async () => {
    const { session, store } = createDevice()
    await session.restore()
    expect(store.getState().session).toEqual({ kind: 'signedOut', expired: false, because: null })
    expect(await session.accessToken()).toBeNull()
    expect(paths()).toEqual([])
  })

  it('signs in, remembers that, and is restored by the cookie on the next visit', async () => {
    const first = createDevice()
    await first.session.signIn(credentials)
    expect(first.store.getState().session).toEqual({ kind: 'signedIn', user })
    const mark = first.storage.get('chaos.session')
    expect(mark).not.toContain('token')
    const second = createDevice({ 'chaos.session': mark ?? '' })
    await second.session.restore()
    expect(second.store.getState().session).toEqual({ kind: 'signedIn', user })
  })

  it('renews once for many callers', async () => {
    const { session } = createDevice({ 'chaos.session': '1' })
    const tokens = await Promise.all([session.accessToken(), session.accessToken(), session.accessToken()])
    expect(tokens).toEqual(['token-1', 'token-1', 'token-1'])
    expect(paths()).toEqual(['/api/auth/refresh'])
  })

  it('renews shortly before the token ends', async () => {
    const { session, hand } = createDevice({ 'chaos.session': '1' })
    await session.accessToken()
    hand.advance(569_000)
    expect(await session.accessToken()).toBe('token-1')
    hand.advance(2_000)
    expect(await session.accessToken()).toBe('token-2')
  })

  it('repeats a call once with a new token when the server finds the old one stale', async () => {
    const { session, api } = createDevice()
    await session.signIn(credentials)
    tokensGiven += 1
    expect(await api.listCommunities()).toEqual({ ok: true, value: [] })
    expect(paths()).toEqual(['/api/auth/sign-in', '/api/communities', '/api/auth/refresh', '/api/communities'])
  })

  it('is over when the refresh is refused', async () => {
    refresh = () => problem(401, 'unauthenticated')
    const { session, store, storage } = createDevice({ 'chaos.session': '1' })
    await session.restore()
    expect(store.getState().session).toEqual({ kind: 'signedOut', expired: true, because: null })
    expect(storage.get('chaos.session')).toBeNull()
  })

  it.each(['session_ended_elsewhere', 'session_ended_by_reuse', 'account_disabled'])('keeps why: %s', async (code) => {
    refresh = () => problem(401, code)
    const { session, store, storage } = createDevice({ 'chaos.session': '1' })
    expect(await session.accessToken()).toBeNull()
    expect(store.getState().session).toEqual({ kind: 'signedOut', expired: true, because: code })
    expect(storage.get('chaos.session')).toBeNull()
  })

  it('stays open when the server has other troubles', async () => {
    refresh = () => problem(500, 'internal')
    const { session, store } = createDevice({ 'chaos.session': '1' })
    await session.restore()
    expect(store.getState().session).toMatchObject({ kind: 'unknown', failure: { code: 'internal' } })
    await expect(session.accessToken()).rejects.toThrow('internal')
  })

  it('is not brought back by a renewal that was under way at sign-out', async () => {
    let answer = (_: Answer) => {}
    refresh = () => new Promise((resolve) => (answer = resolve))
    const { session, store } = createDevice({ 'chaos.session': '1' })
    const token = session.accessToken()
    while (paths().length === 0) await new Promise((resolve) => setTimeout(resolve, 2))
    const out = session.signOut()
    answer(signedIn())
    await Promise.all([token, out])
    expect(store.getState().session).toEqual({ kind: 'signedOut', expired: false, because: null })
    expect(await session.accessToken()).toBeNull()
  })
})
