import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

type Call = { method: string; path: string; authorization: string | undefined; accept: string | undefined }
type Answer = { status?: number; body: unknown }

/** Answers of the user API, by path. */
export type UserApi = Record<string, Answer>

export type TestOAuthServer = Awaited<ReturnType<typeof startOAuthServer>>

/**
 * A plain OAuth 2 authorization server with a user API, on loopback. Everybody says yes at once; it checks the client,
 * the redirect URI, the challenge and that a code is used once, as GitHub and Discord do. `api` may be changed at any time.
 *
 * @param tokenReply what the token endpoint adds to the token, in the provider's own manner
 */
export async function startOAuthServer(tokenReply: Record<string, unknown>) {
  const codes = new Map<string, { challenge: string; redirectUri: string }>()
  const calls: Call[] = []
  const state: { api: UserApi; tokenAnswer: Answer | null } = { api: {}, tokenAnswer: null }
  const accessToken = 'gho_16C7e42F292c6912E7710c838347Ae178B4a'

  function authorize(query: URLSearchParams, response: ServerResponse): void {
    const code = `code-${codes.size + 1}`
    const redirectUri = query.get('redirect_uri') ?? ''
    codes.set(code, { challenge: query.get('code_challenge') ?? '', redirectUri })
    const back = new URL(redirectUri)
    back.search = String(new URLSearchParams({ code, state: query.get('state') ?? '' }))
    response.writeHead(302, { location: back.href }).end()
  }

  function token(form: URLSearchParams): Answer {
    if (state.tokenAnswer) return state.tokenAnswer
    const grant = codes.get(form.get('code') ?? '')
    codes.delete(form.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const right =
      grant?.challenge === challenge &&
      grant.redirectUri === form.get('redirect_uri') &&
      form.get('client_id') === 'plain' &&
      form.get('client_secret') === 'plain-secret'
    // GitHub answers 200 to a wrong code.
    if (!right) return { body: { error: 'bad_verification_code', error_description: 'The code is incorrect.' } }
    return { body: { access_token: accessToken, ...tokenReply } }
  }

  function answer(response: ServerResponse, { status = 200, body }: Answer): void {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const { authorization, accept } = request.headers
    calls.push({ method: request.method ?? '', path: url.pathname, authorization, accept })
    if (url.pathname === '/authorize') return authorize(url.searchParams, response)
    if (url.pathname === '/token') {
      let form = ''
      for await (const chunk of request) form += String(chunk)
      return answer(response, token(new URLSearchParams(form)))
    }
    const isKnown = authorization?.toLowerCase() === `bearer ${accessToken.toLowerCase()}`
    if (!isKnown || !request.headers['user-agent']) return answer(response, { status: 401, body: { message: 'no' } })
    return answer(response, state.api[url.pathname] ?? { status: 404, body: { message: 'Not Found' } })
  }

  const server = createServer((request, response) => void handle(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  return {
    url,
    calls,
    state,
    accessToken,
    /** In the form of `signIn.providers`: what replaces the preset's own. */
    settings: {
      issuer: url,
      endpoints: {
        authorization: `${url}/authorize`,
        token: `${url}/token`,
        user: `${url}/user`,
        emails: `${url}/user/emails`,
      },
    },
    client: { clientId: 'plain', clientSecret: 'plain-secret' },
    async stop(): Promise<void> {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
