import { createPublicKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { request } from 'node:http'
import {
  type Invite,
  parsePresenceServerMessage,
  type PresenceServerMessage,
  protocolVersion,
  SignedIn,
} from '@chaos/protocol'
import { calculateJwkThumbprint, exportJWK, type JWTPayload, SignJWT } from 'jose'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPrivateKey, privateKeyFrom, rawPublicKey } from '../auth/signing-keys/sealed-key.ts'
import { deriveKey } from '../utils/derive-key.ts'
import { fillIn, type Route, routesOf } from './harness/routes.ts'
import { openSocket } from './harness/socket-client.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import {
  codeOf,
  cookieOf,
  createTestClient,
  password,
  problemOf,
  type SignedInClient,
  succeeded,
} from './harness/test-client.ts'

type Say = { type: string; [member: string]: unknown }

let server: TestServer
let database: pg.Client
let viewer: SignedInClient
let sessionId: string
let ownKey: KeyObject
let kid: string
/** Another key of the instance, published and not in use yet. */
let nextKey: KeyObject
let nextKid: string

beforeAll(async () => {
  server = await startServer({ overrides: { auth: { reuseGraceSeconds: 0 } } })
  database = new pg.Client({ connectionString: server.databaseUrl })
  await database.connect()
  viewer = await server.register('viewer')
  sessionId = (await server.context.services.auth.authenticate(viewer.token)).sessionId
  const { rows } = await database.query('select kid, sealed_private_key from signing_keys')
  const [row] = rows as { kid: string; sealed_private_key: Buffer }[]
  if (!row) throw new Error('the server has a key')
  kid = row.kid
  const raw = openPrivateKey(row.sealed_private_key, kid, deriveKey(server.instanceSecret, 'signing-keys'))
  ownKey = privateKeyFrom(raw ?? Buffer.alloc(0))
  nextKey = generateKeyPairSync('ed25519').privateKey
  nextKid = await calculateJwkThumbprint(await exportJWK(createPublicKey(nextKey)))
  await database.query(
    `insert into signing_keys (kid, public_key, sealed_private_key, signs_from) values ($1, $2, '', now() + interval '1 hour')`,
    [nextKid, rawPublicKey(nextKey)],
  )
  await server.context.keys.turn()
})
afterAll(async () => {
  await database.end()
  await server.close()
})

const seconds = () => Math.floor(Date.now() / 1000)
const goodHeader = () => ({ alg: 'EdDSA', typ: 'at+jwt', kid })
const goodClaims = (): JWTPayload => ({
  ...{ iss: 'chaos', aud: 'chaos', sub: viewer.user.id, sid: sessionId, jti: randomUUID() },
  ...{ iat: seconds(), exp: seconds() + 600 },
})
type Change = { header?: object; claims?: Record<string, unknown>; key?: KeyObject | Uint8Array }
const forge = ({ header = {}, claims = {}, key = ownKey }: Change = {}): Promise<string> =>
  new SignJWT({ ...goodClaims(), ...claims }).setProtectedHeader({ ...goodHeader(), ...header }).sign(key)
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const unsigned = (header: object, signature = '') => `${encode(header)}.${encode(goodClaims())}.${signature}`

/** Everything that a request could have left behind, but the audit log and what is only about time. */
async function worldOf(): Promise<unknown> {
  const tables = ['users', 'communities', 'members', 'channels', 'invites', 'refresh_tokens', 'server_settings']
  const counts = tables.map((table) => `(select count(*) from ${table}) as ${table}`)
  const { rows: all } = await database.query(`select ${counts.join(', ')}`)
  const { rows: sessions } = await database.query('select id, generation, revoked_at from sessions order by id')
  const { rows: users } = await database.query('select id, password_hash, server_role, status from users order by id')
  return { all, sessions, users }
}

describe('an access token', () => {
  test('as we make it opens the door, so that the refusals below mean something', async () => {
    expect((await createTestClient(server.url, await forge()).get('/api/users/me')).status).toBe(200)
    const body = await server.anonymous.get('/.well-known/jwks.json')
    expect(body.body).toMatchObject({ keys: [{ kid }, { kid: nextKid }] })
  })

  const publicKey = () => createPublicKey(ownKey)
  const cases: [string, () => Promise<string> | string, string?][] = [
    ['alg none', () => unsigned({ ...goodHeader(), alg: 'none' })],
    ['alg None', () => unsigned({ ...goodHeader(), alg: 'None' })],
    ['alg NONE with a signature', () => unsigned({ ...goodHeader(), alg: 'NONE' }, 'AAAA')],
    ['no alg', () => unsigned({ typ: 'at+jwt', kid })],
    ['our header and no signature', () => unsigned(goodHeader())],
    ['HS256 with the raw public key', () => forge({ header: { alg: 'HS256' }, key: rawPublicKey(ownKey) })],
    [
      'HS256 with the public key as PEM',
      () =>
        forge({
          header: { alg: 'HS256' },
          key: Buffer.from(publicKey().export({ format: 'pem', type: 'spki' }).toString()),
        }),
    ],
    [
      'HS256 with the public key as published',
      async () => forge({ header: { alg: 'HS256' }, key: Buffer.from(JSON.stringify(await exportJWK(publicKey()))) }),
    ],
    [
      'a signature by another algorithm',
      () => forge({ header: { alg: 'ES256' }, key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }),
    ],
    ['the wrong key', () => forge({ key: generateKeyPairSync('ed25519').privateKey })],
    ['the id of another key of ours', () => forge({ header: { kid: nextKid } })],
    ['another key of ours under the id of this one', () => forge({ key: nextKey })],
    ['an unknown key id', () => forge({ header: { kid: 'unknown' } })],
    ['a key id that is a path', () => forge({ header: { kid: '../../dev/null' } })],
    ['no key id', () => forge({ header: { kid: undefined } })],
    [
      'a key that it brings along',
      async () => forge({ header: { kid: undefined, jwk: await exportJWK(createPublicKey(nextKey)) }, key: nextKey }),
    ],
    [
      'an address of keys that it brings along',
      () => forge({ header: { kid: 'x', jku: 'https://evil.example/jwks.json' }, key: nextKey }),
    ],
    [
      'a header that must be understood',
      () => forge({ header: { crit: ['exp'] } }).catch(() => unsigned(goodHeader())),
    ],
    ['another audience', () => forge({ claims: { aud: 'other' } })],
    ['no audience', () => forge({ claims: { aud: undefined } })],
    ['another issuer', () => forge({ claims: { iss: 'https://evil.example' } })],
    ['another type', () => forge({ header: { typ: 'JWT' } })],
    ['a time that is over', () => forge({ claims: { iat: seconds() - 620, exp: seconds() - 20 } }), 'token_expired'],
    [
      'a life longer than ours',
      () => forge({ claims: { iat: seconds() - 620, exp: seconds() + 9e6 } }),
      'token_expired',
    ],
    ['a time not yet come', () => forge({ claims: { nbf: seconds() + 60 } })],
    ['a signing in the future', () => forge({ claims: { iat: seconds() + 60 } })],
    ['a time that is no number', () => unsigned(goodHeader(), 'AAAA')],
    ['no end', () => forge({ claims: { exp: undefined } })],
    ['no session', () => forge({ claims: { sid: undefined } })],
    ['a session that is no text', () => forge({ claims: { sid: 7 } })],
    ['nothing but dots', () => '..'],
    ['five parts', () => 'a.b.c.d.e'],
  ]
  test.each(cases)(
    'with %s is refused everywhere, and nothing happens',
    async (_name, make, code = 'unauthenticated') => {
      const token = await make()
      const before = await worldOf()
      const client = createTestClient(server.url, token)
      for (const reply of [
        await client.get('/api/users/me'),
        await client.post('/api/communities', { name: 'Stolen' }),
        await client.post('/api/auth/password', { current: password, password: 'a stolen account' }),
        await client.delete('/api/auth/sessions'),
      ])
        expect([reply.status, codeOf(reply)]).toEqual([401, code])
      const url = `${server.url}/ws/presence`
      const socket = await openSocket<PresenceServerMessage, Say>({ url, parse: parsePresenceServerMessage })
      socket.send({ type: 'session.hello', version: protocolVersion, token })
      expect((await socket.closed(5_000)).code).toBe(4401)
      expect(await worldOf()).toEqual(before)
    },
  )

  test('of a session that ended is refused by what it says, not by how it is written', async () => {
    const leaver = await server.register('leaver')
    const [head = '', body = '', signature = ''] = leaver.token.split('.')
    // The last character of 64 bytes in base64url has four bits that mean nothing.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const written = alphabet.split('').map((last) => `${head}.${body}.${signature.slice(0, -1)}${last}`)
    const ask = (token: string) => createTestClient(server.url, token).get('/api/users/me')
    const good = []
    for (const token of written) if ((await ask(token)).status === 200) good.push(token)
    expect(good).toContain(leaver.token)
    await server.anonymous.post('/api/auth/sign-out', {}, { cookie: leaver.cookie, origin: server.url })
    for (const token of good) expect(codeOf(await ask(token))).toBe('unauthenticated')
  })
})

const refresh = (cookie: string) => server.anonymous.post('/api/auth/refresh', {}, { cookie, origin: server.url })

describe('a refresh token', () => {
  test('that was used is refused, ends its session and tells its person', async () => {
    const thief = await server.register('robbed')
    const next = cookieOf(await refresh(thief.cookie))
    expect(codeOf(await refresh(thief.cookie))).toBe('session_ended_by_reuse')
    expect(codeOf(await refresh(next))).toBe('session_ended_by_reuse')
    expect(codeOf(await thief.get('/api/users/me'))).toBe('unauthenticated')
    const { rows } = await database.query('select action from audit_entries where subject_id = $1 order by position', [
      thief.user.id,
    ])
    expect(rows.slice(-2)).toEqual([{ action: 'refresh.reused' }, { action: 'session.revoked' }])
  })

  test.each(['', 'x', 'x'.repeat(43), 'ä'.repeat(43), '%00', `'; drop table sessions; --`])(
    'made up as %j opens nothing',
    async (token) => {
      const before = await worldOf()
      const reply = await refresh(`chaos_refresh=${encodeURIComponent(token)}`)
      expect([reply.status, codeOf(reply)]).toEqual([401, 'unauthenticated'])
      expect(await worldOf()).toEqual(before)
    },
  )

  test('planted before a sign-in is never adopted, and neither is the planted secret of a browser of use', async () => {
    const attacker = await server.register('attacker')
    await server.register('victim')
    const signIn = { userName: 'victim', password }
    const reply = await server.anonymous.post('/api/auth/sign-in', signIn, { cookie: attacker.cookie })
    expect(succeeded(SignedIn, reply).user.userName).toBe('victim')
    const token = (cookies: string) => cookies.split('; ').find((cookie) => cookie.startsWith('chaos_refresh='))
    expect(token(cookieOf(reply))).not.toBe(token(attacker.cookie))
    expect(succeeded(SignedIn, await refresh(attacker.cookie)).user.userName).toBe('attacker')
    expect(succeeded(SignedIn, await refresh(cookieOf(reply))).user.userName).toBe('victim')
  })
})

/** Routes that change something. */
const changing = (): Route[] =>
  routesOf(server.app).filter(({ method }) => !['GET', 'HEAD', 'OPTIONS'].includes(method))

describe('with nothing but cookies', () => {
  const foreign = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
  ]

  test('another site’s page changes nothing by any route there is', async () => {
    const holder = await server.register('holder')
    const before = await worldOf()
    const refusals = new Map<string, string>()
    for (const { method, path } of changing())
      for (const headers of foreign) {
        const reply = await server.anonymous.call(method, fillIn(path), {
          body: {},
          headers: { cookie: holder.cookie, ...headers },
        })
        const code = codeOf(reply)
        // Either the route does not look at cookies at all, or it looks where the request comes from first.
        expect(['unauthenticated', 'forbidden'], `${method} ${path}: ${reply.status} ${code}`).toContain(code)
        expect(reply.headers.getSetCookie(), `${method} ${path}`).toEqual([])
        refusals.set(`${method} ${path}`, code)
      }
    expect(await worldOf()).toEqual(before)
    const guarded = [...refusals].filter(([, code]) => code === 'forbidden').map(([name]) => name)
    const known = ['register', 'sign-in', 'refresh', 'sign-out'].map((name) => `POST /api/auth/${name}`)
    expect(guarded).toEqual(expect.arrayContaining(known))
    expect((await refresh(holder.cookie)).status).toBe(200)
  })

  test('a form cannot send what a cookie route takes', async () => {
    const holder = await server.register('form-holder')
    for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain'])
      for (const name of ['register', 'sign-in', 'refresh', 'sign-out']) {
        const headers = { cookie: holder.cookie, origin: server.url, 'content-type': type }
        expect(codeOf(await server.anonymous.post(`/api/auth/${name}`, 'a=b', headers))).toBe('unsupported_media_type')
      }
    expect((await refresh(holder.cookie)).status).toBe(200)
  })

  test('reading routes tell nothing about the holder and set nothing', async () => {
    const holder = await server.register('reading-holder')
    const { cookie } = holder
    for (const { method, path } of routesOf(server.app).filter((route) => route.method === 'GET')) {
      if (path.startsWith('/ws/')) continue
      const reply = await server.anonymous.call(method, fillIn(path), { headers: { cookie } })
      expect(reply.headers.getSetCookie(), path).toEqual([])
      expect(JSON.stringify(reply.body), path).not.toContain(holder.user.id)
    }
  })
})

describe('a request', () => {
  test('with another Host gets links that begin with our own address', async () => {
    const ask = (host: string, headers: Record<string, string> = {}) =>
      new Promise<string>((resolve, reject) => {
        const { port } = new URL(server.url)
        const options = { port, host: '127.0.0.1', method: 'POST', path: `/api/communities/${communityId}/invites` }
        const all = { host, authorization: `Bearer ${viewer.token}`, 'content-type': 'application/json', ...headers }
        const sent = request({ ...options, headers: all }, (reply) => {
          let text = ''
          reply.on('data', (chunk: Buffer) => (text += chunk.toString()))
          reply.on('end', () => resolve(text))
        })
        sent.on('error', reject)
        sent.end('{}')
      })
    const { body } = await viewer.post('/api/communities', { name: 'Links' })
    const communityId = (body as { id: string }).id
    const own = server.context.publicUrl.get()
    for (const text of [
      await ask('evil.example'),
      await ask('localhost@evil.example'),
      await ask('localhost', { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }),
      await ask('localhost', { forwarded: 'host=evil.example' }),
    ]) {
      const { url } = JSON.parse(text) as Invite
      expect(url.startsWith(`${own}/invite/`)).toBe(true)
      expect(text).not.toContain('evil')
    }
  })

  test('can name no member that its route does not know', () => {
    const { paths = {} } = server.app.swagger() as { paths?: Record<string, Record<string, Operation>> }
    type Schema = { additionalProperties?: unknown; anyOf?: Schema[] }
    type Operation = { requestBody?: { content: Record<string, { schema: Schema }> } }
    const isClosed = ({ additionalProperties, anyOf }: Schema): boolean =>
      anyOf ? anyOf.every(isClosed) : additionalProperties === false
    const open = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { requestBody }]) =>
        // A picture has no members.
        Object.entries(requestBody?.content ?? {})
          .filter(([type, { schema }]) => !type.startsWith('image/') && !isClosed(schema))
          .map(() => `${method} ${path}`),
      ),
    )
    expect(open).toEqual([])
  })

  test.each([
    ['POST', '/api/auth/register', { userName: 'mallory', password, serverRole: 'owner' }],
    ['POST', '/api/auth/register', { userName: 'mallory', password, status: 'active', id: randomUUID() }],
    ['POST', '/api/auth/register', { userName: 'mallory', password, email: 'a@b.example', emailVerified: true }],
    ['POST', '/api/auth/sign-in', { userName: 'viewer', password, methods: ['passkey'] }],
    ['POST', '/api/auth/password', { current: password, password: 'another long one', userId: randomUUID() }],
    ['POST', '/api/auth/confirm', { password, method: 'passkey' }],
    ['POST', '/api/communities', { name: 'Mine', ownerId: randomUUID() }],
  ])('%s %s with %o is refused, and nothing happens', async (method, path, body) => {
    const before = await worldOf()
    const reply = await viewer.call(method, path, { body })
    expect(codeOf(reply)).toBe('bad_request')
    expect(problemOf(reply).fields?.[0]?.message).toBe('is not known here')
    expect(await worldOf()).toEqual(before)
  })

  test('may speak of U+0000 without holding it', async () => {
    const name = 'U+0000 is \\u0000'
    expect((await viewer.post('/api/communities', { name })).body).toMatchObject({ name })
  })

  const bodies: [string, string, string][] = [
    ['cut off', '{"userName": "x"', 'bad_request'],
    ['a list', '[]', 'bad_request'],
    ['null', 'null', 'bad_request'],
    ['a text', '"x"', 'bad_request'],
    ['a poisoned prototype', '{"__proto__": {"serverRole": "owner"}}', 'bad_request'],
    ['a poisoned constructor', '{"constructor": {"prototype": {"serverRole": "owner"}}}', 'bad_request'],
    ['very deep', '['.repeat(30_000), 'bad_request'],
    ['lists for texts', '{"userName": ["viewer"], "password": {"length": 20}}', 'bad_request'],
    ['a zero byte', '{"userName": "view\\u0000er", "password": "\\u0000"}', 'bad_request'],
    ['over the limit', `{"userName": "${'x'.repeat(70_000)}"}`, 'payload_too_large'],
  ]
  test.each(bodies)('with a body that is %s has a code on every route that takes one', async (_name, body, code) => {
    const before = await worldOf()
    for (const path of [
      '/api/auth/register',
      '/api/auth/sign-in',
      '/api/auth/password',
      '/api/auth/confirm',
      '/api/communities',
    ])
      expect(codeOf(await viewer.post(path, body)), path).toBe(code)
    expect(await worldOf()).toEqual(before)
  })
})
