import { createTestClient, type Reply, succeeded } from '../test-client.ts'
import { ProvenStranger, ProviderRedirect } from '@chaos/protocol'

/** Where a visit to a provider leads: what the query of our page says. */
export type Landing = { path: string; provider: string; purpose: string; returnTo: string; error: string | null }

type Answer = { login: string } | { cancel: string }

/** A browser with cookies for our server and for providers, which tells pages of ours from foreign ones. */
export function createVisitor(serverUrl: string, token?: string) {
  const jar = new Map<string, string>()
  const atProvider = new Map<string, string>()
  const client = createTestClient(serverUrl, token)

  function keep(into: Map<string, string>, headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) into.delete(name)
      else into.set(name, value)
    }
  }
  const header = (cookies: Map<string, string>) => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')

  async function post(path: string, body: unknown = {}): Promise<Reply> {
    const reply = await client.call('POST', path, { body, headers: { origin: serverUrl, cookie: header(jar) } })
    keep(jar, reply.headers)
    return reply
  }

  async function start(provider: string, body: unknown = {}): Promise<URL> {
    return new URL(succeeded(ProviderRedirect, await post(`/api/auth/providers/${provider}/start`, body)).url)
  }

  /** Goes through the provider's pages and stops before our callback. */
  async function answer(url: URL, form: Answer): Promise<URL> {
    let next = url
    let init: RequestInit = {}
    for (let step = 0; step < 10; step += 1) {
      const reply = await fetch(next, { ...init, redirect: 'manual', headers: { cookie: header(atProvider) } })
      keep(atProvider, reply.headers)
      const location = reply.headers.get('location')
      init = {}
      if (location) next = new URL(location, next)
      else if (next.pathname.startsWith('/interaction/')) init = { method: 'POST', body: new URLSearchParams(form) }
      else throw new Error(`${next.href} answered ${reply.status}: ${await reply.text()}`)
      if (next.pathname.startsWith('/api/auth/providers/')) return next
    }
    throw new Error('the provider never came back')
  }

  /** Opens our callback, which came from another site. */
  async function comeBack(callback: URL): Promise<Landing> {
    const path = callback.pathname + callback.search
    const reply = await client.call('GET', path, { headers: { cookie: header(jar), 'sec-fetch-site': 'cross-site' } })
    keep(jar, reply.headers)
    if (reply.status !== 303) throw new Error(`the callback answered ${reply.status}: ${JSON.stringify(reply.body)}`)
    const landing = new URL(reply.headers.get('location') ?? '', serverUrl)
    const value = (name: string) => landing.searchParams.get(name) ?? ''
    return {
      path: landing.origin === new URL(serverUrl).origin ? landing.pathname : landing.href,
      ...{ provider: value('provider'), purpose: value('purpose'), returnTo: value('returnTo') },
      error: landing.searchParams.get('error'),
    }
  }

  return {
    jar,
    client,
    post,
    start,
    answer,
    comeBack,
    /** The whole way to the provider and back. */
    async visit(provider: string, form: Answer, body?: unknown): Promise<Landing> {
      return comeBack(await answer(await start(provider, body), form))
    },
    complete: () => post('/api/auth/providers/complete'),
    /** What was proven of somebody who has no account. */
    stranger: async () =>
      succeeded(
        ProvenStranger,
        await client.call('GET', '/api/auth/providers/sign-up', { headers: { cookie: header(jar) } }),
      ),
    signUp: (userName: string) => post('/api/auth/providers/sign-up', { userName }),
  }
}
