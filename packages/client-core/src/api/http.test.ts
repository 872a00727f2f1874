import { Community } from '@chaos/protocol'
import { exampleCommunity } from '../../../protocol/src/testing/community-examples.ts'
import { afterEach, describe, expect, it } from 'vitest'
import { createHandClock } from '../testing/hand-clock.ts'
import { type Answer, startHttpServer } from '../testing/http-server.ts'
import { nodeFetch, until } from '../testing/node-parts.ts'
import { callApi } from './http.ts'

const community = exampleCommunity({ id: '01a20655-9d1d-715c-a691-ea4b66008b76' })
const problem = (status: number, code: string, headers?: Record<string, string>): Answer => ({
  status,
  body: { type: 'about:blank', title: code, status, code },
  ...(headers ? { headers } : {}),
})

let server: Awaited<ReturnType<typeof startHttpServer>>
afterEach(() => server.close())

/** Answers in turn; the last answer stays. */
async function serve(...answers: Answer[]) {
  server = await startHttpServer(() => (answers.length > 1 ? answers.shift() : answers[0]) ?? { status: 500 })
  const hand = createHandClock()
  const deps = { baseUrl: server.url, fetch: nodeFetch, clock: hand.clock, random: () => 0 }
  return { deps, hand }
}
const get = { method: 'GET', path: '/api/communities/1', reply: Community } as const
const post = { method: 'POST', path: '/api/communities', body: { name: 'x' }, reply: Community } as const

describe('callApi', () => {
  it('sends the token and gives back what the schema promises', async () => {
    const { deps } = await serve({ status: 200, body: community })
    expect(await callApi(deps, get, 'token')).toEqual({ ok: true, value: community })
    expect(server.heard[0]).toMatchObject({ method: 'GET', authorization: 'Bearer token' })
  })

  it('sends a file as it is, under its own type', async () => {
    const { deps } = await serve({ status: 200, body: community })
    const file = { type: 'text/x-picture', content: new TextEncoder().encode('{ pixels') }
    await callApi(deps, { method: 'PUT', path: '/api/users/me/avatar', file, reply: Community }, null)
    expect(server.heard[0]).toMatchObject({ method: 'PUT', body: '{ pixels' })
  })

  it.each([
    [{ status: 200, body: { id: 'x' } }, 'invalid_reply'],
    [{ status: 200, body: 'not json' }, 'invalid_reply'],
    [{ status: 418, body: 'teapot' }, 'invalid_reply'],
    [problem(409, 'channel_name_taken'), 'channel_name_taken'],
    [{ status: 503, body: '<html>proxy</html>' }, 'unreachable'],
  ] as [Answer, string][])('reads %o as %s', async (answer, code) => {
    const { deps } = await serve(answer)
    expect(await callApi(deps, post, null)).toMatchObject({ ok: false, failure: { code } })
  })

  it('repeats reading while that can help, after a pause', async () => {
    const { deps, hand } = await serve(problem(500, 'internal'), { status: 200, body: community })
    const outcome = callApi(deps, get, null)
    await until(() => hand.pending() === 1, 'pause')
    expect(server.heard).toHaveLength(1)
    hand.advance(125)
    expect(await outcome).toMatchObject({ ok: true })
  })

  it('waits as long as the server asks, and gives up after three tries', async () => {
    const { deps, hand } = await serve(problem(429, 'rate_limited', { 'retry-after': '2' }))
    const outcome = callApi(deps, get, null)
    for (const _ of [1, 2]) {
      await until(() => hand.pending() === 1, 'pause')
      hand.advance(1_999)
      expect(hand.pending()).toBe(1)
      hand.advance(1)
    }
    expect(await outcome).toMatchObject({ failure: { code: 'rate_limited', retryAfterSeconds: 2 } })
    expect(server.heard).toHaveLength(3)
  })

  it('never repeats writing, nor refusals', async () => {
    const { deps } = await serve(problem(500, 'internal'))
    await callApi(deps, post, null)
    expect(server.heard).toHaveLength(1)
    await server.close()
    const second = await serve(problem(403, 'forbidden'))
    await callApi(second.deps, get, null)
    expect(server.heard).toHaveLength(1)
  })

  it('calls a server that is not there unreachable', async () => {
    const { deps } = await serve({ status: 200 })
    const outcome = await callApi({ ...deps, baseUrl: 'http://127.0.0.1:1' }, post, null)
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'unreachable', retryable: true } })
  })
})
