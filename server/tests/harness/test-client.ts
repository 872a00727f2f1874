import { Problem, SignedIn, type User } from '@chaos/protocol'
import { Value } from 'typebox/value'
import type { Static, TSchema } from 'typebox'

export type Reply = { status: number; headers: Headers; body: unknown }

type Call = { body?: unknown; headers?: Record<string, string> }

/** Speaks to a server as one person, or as nobody. */
export type TestClient = ReturnType<typeof createTestClient>

export const password = 'correct horse battery'

export function createTestClient(url: string, token?: string) {
  async function call(method: string, path: string, { body, headers = {} }: Call = {}): Promise<Reply> {
    const response = await fetch(new URL(path, url), {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      redirect: 'manual',
    })
    const text = await response.text()
    const isJson = text !== '' && /\bjson\b/.test(response.headers.get('content-type') ?? '')
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
  }
  return {
    url,
    token,
    call,
    get: (path: string) => call('GET', path),
    post: (path: string, body?: unknown, headers?: Record<string, string>) =>
      call('POST', path, { body, ...(headers && { headers }) }),
    put: (path: string, body?: unknown) => call('PUT', path, { body }),
    patch: (path: string, body: unknown) => call('PATCH', path, { body }),
    delete: (path: string) => call('DELETE', path),
  }
}

/** The body of a reply that has to be a success and of this form. */
export function succeeded<T extends TSchema>(schema: T, reply: Reply): Static<T> {
  if (reply.status >= 300) throw new Error(`refused with ${reply.status}: ${JSON.stringify(reply.body)}`)
  return Value.Parse(schema, reply.body)
}

/** The body of a reply that has to be a refusal. */
export const problemOf = ({ body }: Reply): Problem => Value.Parse(Problem, body)

/** The code of a refusal; '' for anything that is none. */
export const codeOf = ({ body }: Reply): string => (Value.Check(Problem, body) ? body.code : '')

/** How many replies have each status. */
export function countsOf(replies: Reply[]): Record<number, number> {
  const counts: Record<number, number> = {}
  for (const { status } of replies) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

/** The cookies that a reply sets, the refresh token first, as a request sends them back. */
export const cookieOf = ({ headers }: Reply): string =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

/** The secret in the first of some cookies: the refresh token. */
export const refreshTokenOf = (cookies: string): string => /=([^;]*)/.exec(cookies)?.[1] ?? ''

export type SignedInClient = TestClient & { token: string; user: User; cookie: string }

/** A new account, signed in. */
export async function registerClient(url: string, userName: string): Promise<SignedInClient> {
  const reply = await createTestClient(url).post('/api/auth/register', { userName, password })
  const { accessToken, user } = succeeded(SignedIn, reply)
  return { ...createTestClient(url, accessToken), token: accessToken, user, cookie: cookieOf(reply) }
}
