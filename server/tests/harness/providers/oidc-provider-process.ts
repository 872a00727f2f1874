import { createServer } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT, decodeJwt, decodeProtectedHeader } from 'jose'
import { interactionPolicy, Provider } from 'oidc-provider'
import { Type } from 'typebox'
import { Value } from 'typebox/value'

/**
 * A real OpenID provider, in a process of its own: `node oidc-provider-process.ts PORT PROVIDER_ID`. People sign in by
 * typing a name; who begins with `unverified-` has an address that was never verified. What it sends can be bent by
 * POSTing a {@link Bend} to `/bend`.
 */
const Bend = Type.Object({
  /** Put over the claims of the ID token, which is signed anew; null takes one away. */
  claims: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  /** Signed by a key that the provider does not publish. */
  foreignKey: Type.Optional(Type.Boolean()),
})
let bend: { claims?: Record<string, unknown>; foreignKey?: boolean } = {}

const [port = '0', providerId = 'test'] = process.argv.slice(2)
const issuer = `http://127.0.0.1:${port}`
const keys = await generateKeyPair('ES256', { extractable: true })
const foreignKeys = await generateKeyPair('ES256', { extractable: true })

const policy = interactionPolicy.base()
policy.remove('consent')
const scopes = 'openid email profile'

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'chaos',
      client_secret: 'provider-secret',
      // Any port of this machine may be returned to (RFC 8252 §7.3).
      application_type: 'native',
      redirect_uris: [`http://localhost/api/auth/providers/${providerId}/callback`],
      id_token_signed_response_alg: 'ES256',
    },
  ],
  jwks: { keys: [{ ...(await exportJWK(keys.privateKey)), alg: 'ES256', use: 'sig', kid: 'one' }] },
  cookies: { keys: ['for tests'] },
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'preferred_username'] },
  features: { devInteractions: { enabled: false } },
  interactions: { policy, url: (_ctx, { uid }) => `/interaction/${uid}` },
  pkce: { required: () => true },
  ttl: { Session: 3600, Interaction: 600, Grant: 3600, AuthorizationCode: 60, AccessToken: 60, IdToken: 60 },
  findAccount: (_ctx, sub) => ({
    accountId: sub,
    claims: () => ({
      sub,
      email: `${sub.replace(/^unverified-/, '')}@example.org`,
      email_verified: !sub.startsWith('unverified-'),
      name: sub[0]?.toUpperCase() + sub.slice(1),
      preferred_username: sub,
    }),
  }),
  async loadExistingGrant({ oidc: { client, session } }) {
    if (!client || !session?.accountId) throw new Error('nobody is signed in')
    const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
    grant.addOIDCScope(scopes)
    await grant.save()
    return grant
  },
})

async function signAnew(idToken: string): Promise<string> {
  const { alg = '', kid = '' } = decodeProtectedHeader(idToken)
  const claims = Object.entries({ ...decodeJwt(idToken), ...bend.claims }).filter(([, value]) => value !== null)
  return new SignJWT(Object.fromEntries(claims))
    .setProtectedHeader({ alg, kid })
    .sign((bend.foreignKey ? foreignKeys : keys).privateKey)
}

provider.use(async (ctx, next) => {
  await next()
  const body: unknown = ctx.body
  if (ctx.path === '/token' && typeof body === 'object' && body !== null && 'id_token' in body)
    ctx.body = { ...body, id_token: await signAnew(String(body.id_token)) }
})

const page = `<!doctype html><html lang="en"><title>Test provider</title><h1>Test provider</h1><form method="post">
<label>Name <input name="login" autofocus></label><button>Continue</button><button name="cancel" value="1">Cancel</button></form>`

async function readBody(request: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

const handle = provider.callback()
createServer((request, response) => {
  void (async () => {
    if (request.url === '/bend') {
      bend = Value.Parse(Bend, JSON.parse(await readBody(request)))
      return response.end()
    }
    if (!request.url?.startsWith('/interaction/')) return handle(request, response)
    if (request.method === 'GET') return response.setHeader('content-type', 'text/html').end(page)
    const form = new URLSearchParams(await readBody(request))
    const accountId = form.get('login') ?? ''
    const result = form.has('cancel') ? { error: 'access_denied' } : { login: { accountId } }
    return provider.interactionFinished(request, response, result)
  })()
}).listen(Number(port), '127.0.0.1', () => process.stdout.write(`listening at ${issuer}\n`))
