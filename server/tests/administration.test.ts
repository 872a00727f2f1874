import {
  AuditVerdict,
  ManagedUserPage,
  ManagedUserView,
  Me,
  parsePresenceServerMessage,
  type PresenceServerMessage,
  protocolVersion,
  ServerAuditPage,
  ServerInfo,
  ServerSettings,
} from '@chaos/protocol'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHousekeepingStore } from '../database/stores/housekeeping-store.ts'
import { forgetConfirmation, inDatabase, registerWithRole } from './harness/administrators.ts'
import { openSocket } from './harness/socket-client.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import {
  codeOf,
  countsOf,
  createTestClient,
  password,
  problemOf,
  type Reply,
  type SignedInClient,
  succeeded,
} from './harness/test-client.ts'

const base = '/api/users/administration'
const user = ({ user: { id } }: SignedInClient) => `${base}/users/${id}`

let server: TestServer
let owner: SignedInClient
let admin: SignedInClient
beforeAll(async () => {
  server = await startServer()
  owner = await registerWithRole(server, 'olga', 'owner')
  admin = await registerWithRole(server, 'anna', 'admin')
})
afterAll(() => server.close())

const roleOf = async (person: SignedInClient) => succeeded(Me, await person.get('/api/users/me')).serverRole
const view = async (person: SignedInClient, asker = owner) => succeeded(ManagedUserView, await asker.get(user(person)))
const disable = (asker: SignedInClient, person: SignedInClient): Promise<Reply> =>
  asker.post(`${user(person)}/disable`, { reason: 'Spam in the lounge' })
const give = (asker: SignedInClient, person: SignedInClient, role: string): Promise<Reply> =>
  asker.patch(`${user(person)}/role`, { role })
const signIn = (userName: string, secret = password) =>
  server.anonymous.post('/api/auth/sign-in', { userName, password: secret })
const latest = async (action: string) =>
  succeeded(ServerAuditPage, await owner.get(`${base}/audit?action=${action}&limit=1`)).items[0]

describe('who may come in', () => {
  test('neither strangers nor users, on any route', async () => {
    const somebody = await server.register('somebody')
    const routes = [
      ['GET', `${base}/settings`],
      ['PATCH', `${base}/settings`],
      ['GET', `${base}/users`],
      ['GET', user(admin)],
      ['POST', `${user(admin)}/disable`],
      ['POST', `${user(admin)}/enable`],
      ['POST', `${user(admin)}/sign-out`],
      ['PATCH', `${user(admin)}/role`],
      ['POST', `${base}/owner`],
      ['GET', `${base}/audit`],
      ['POST', `${base}/audit/verify`],
    ] as const
    for (const [method, path] of routes) {
      const body = method === 'GET' ? {} : { body: { role: 'user', reason: 'x', userId: owner.user.id } }
      expect(codeOf(await server.anonymous.call(method, path, body)), path).toBe('unauthenticated')
      expect(codeOf(await somebody.call(method, path, body)), path).toBe('forbidden')
    }
  })

  test('changes ask for a recent proof, looking does not', async () => {
    const hasty = await registerWithRole(server, 'hasty', 'owner')
    const target = await server.register('target')
    await forgetConfirmation(server, hasty)
    expect(codeOf(await disable(hasty, target))).toBe('confirmation_required')
    expect(codeOf(await hasty.patch(`${base}/settings`, { serverName: 'X' }))).toBe('confirmation_required')
    expect((await hasty.get(`${base}/users`)).status).toBe(200)
    expect((await view(target)).status).toBe('active')
    expect((await hasty.post('/api/auth/confirm', { password })).status).toBe(204)
    expect((await disable(hasty, target)).status).toBe(204)
    await give(owner, hasty, 'user')
  })

  test('an administrator who is disabled is one no longer, whatever the token says', async () => {
    const fallen = await registerWithRole(server, 'fallen', 'admin')
    await inDatabase(server, "update users set status = 'disabled' where id = $1", [fallen.user.id])
    expect(codeOf(await fallen.get(`${base}/users`))).toBe('forbidden')
  })
})

describe('roles', () => {
  test('an owner gives any; an administrator none as high as their own', async () => {
    const rita = await server.register('rita')
    for (const role of ['admin', 'owner']) expect(codeOf(await give(admin, rita, role))).toBe('forbidden')
    expect((await give(owner, rita, 'admin')).status).toBe(204)
    expect(await roleOf(rita)).toBe('admin')
    expect(await latest('role.changed')).toMatchObject({
      ...{ actor: { userName: 'olga' }, subject: { userName: 'rita' }, details: { before: 'user', after: 'admin' } },
    })
    // As high as one's own is not below it.
    for (const change of [
      give(admin, rita, 'user'),
      disable(admin, rita),
      disable(admin, owner),
      give(admin, admin, 'owner'),
    ])
      expect(codeOf(await change)).toBe('forbidden')
    expect((await give(owner, rita, 'user')).status).toBe(204)
  })

  test('what may be done is said on the page of an account', async () => {
    const vera = await server.register('vera')
    expect(await view(vera)).toMatchObject({ mayManage: true, assignableRoles: ['user', 'admin', 'owner'] })
    expect(await view(vera, admin)).toMatchObject({ mayManage: true, assignableRoles: ['user'] })
    expect(await view(owner, admin)).toMatchObject({ mayManage: false, assignableRoles: [] })
  })

  test('the last owner stays: neither demoted nor disabled, not even by two at once', async () => {
    for (const change of [give(owner, owner, 'admin'), disable(owner, owner)]) {
      const reply = await change
      expect([reply.status, codeOf(reply)]).toEqual([409, 'last_owner'])
    }
    const second = await registerWithRole(server, 'second', 'owner')
    const replies = await Promise.all([give(owner, second, 'admin'), give(second, owner, 'admin')])
    // The slower one is an administrator by then, or would take away the last owner.
    expect(countsOf(replies)[204]).toBe(1)
    const roles = [await roleOf(owner), await roleOf(second)].toSorted()
    expect(roles).toEqual(['admin', 'owner'])
    if ((await roleOf(owner)) === 'admin') await give(second, owner, 'owner')
    await give(owner, second, 'user')
  })

  test('an owner hands the server over, and only an owner does', async () => {
    const heir = await server.register('heir')
    const handOver = (asker: SignedInClient, to: SignedInClient) => asker.post(`${base}/owner`, { userId: to.user.id })
    expect(codeOf(await handOver(admin, heir))).toBe('forbidden')
    expect(codeOf(await handOver(owner, owner))).toBe('bad_request')
    expect((await handOver(owner, heir)).status).toBe(204)
    expect([await roleOf(owner), await roleOf(heir)]).toEqual(['admin', 'owner'])
    expect(codeOf(await handOver(owner, admin))).toBe('forbidden')
    expect((await handOver(heir, owner)).status).toBe(204)
    expect(await latest('ownership.handed_over')).toMatchObject({ actor: { userName: 'heir' } })
    await give(owner, heir, 'user')
  })

  test('neither to somebody who is disabled nor to nobody', async () => {
    const out = await server.register('outcast')
    await disable(owner, out)
    expect(codeOf(await owner.post(`${base}/owner`, { userId: out.user.id }))).toBe('bad_request')
    const nobody = '01890000-0000-7000-8000-000000000000'
    expect(codeOf(await owner.post(`${base}/owner`, { userId: nobody }))).toBe('not_found')
    for (const path of [nobody, 'x'])
      expect((await owner.get(`${base}/users/${path}`)).status).toBe(path === 'x' ? 400 : 404)
  })
})

describe('disabling', () => {
  test('ends tokens, refreshing and sockets at once, and is told only to whom has the password', async () => {
    const troll = await server.register('troll')
    const socket = await openSocket<PresenceServerMessage, { type: string; version: number; token: string }>({
      url: `${server.url}/ws/presence`,
      parse: parsePresenceServerMessage,
    })
    socket.send({ type: 'session.hello', version: protocolVersion, token: troll.token })
    await socket.next('session.welcome')
    const reply = await disable(admin, troll)
    expect(reply.status).toBe(204)
    expect((await socket.closed()).code).toBe(4401)
    expect(codeOf(await troll.get('/api/users/me'))).toBe('unauthenticated')
    const refreshed = await server.anonymous.post('/api/auth/refresh', {}, { cookie: troll.cookie, origin: server.url })
    expect(refreshed.status).toBe(401)

    const right = await signIn('troll')
    expect([right.status, codeOf(right)]).toEqual([403, 'account_disabled'])
    expect(problemOf(right).detail).toContain('Spam in the lounge')
    const wrong = await signIn('troll', 'not the password')
    expect(wrong.body).toEqual({
      ...problemOf(await signIn('nobody-at-all', 'not the password')),
      requestId: problemOf(wrong).requestId,
    })
    expect(await view(troll)).toMatchObject({ status: 'disabled', statusReason: 'Spam in the lounge', sessionCount: 0 })
    expect(await latest('account.disabled')).toMatchObject({
      ...{ actor: { userName: 'anna' }, subject: { userName: 'troll' }, details: { reason: 'Spam in the lounge' } },
    })

    expect((await admin.post(`${user(troll)}/enable`, {})).status).toBe(204)
    expect((await signIn('troll')).status).toBe(200)
    expect(await view(troll)).toMatchObject({ status: 'active', statusReason: null, sessionCount: 1 })
    expect((await latest('account.enabled'))?.subject?.userName).toBe('troll')
  })

  test('also a sign-in that is under way leads nowhere', async () => {
    const racer = await server.register('racer')
    const client = new pg.Client({ connectionString: server.databaseUrl })
    await client.connect()
    try {
      await client.query('begin')
      await client.query("update users set status = 'disabled' where id = $1", [racer.user.id])
      // It has seen an account that works, and waits for what becomes of it.
      const signingIn = signIn('racer')
      await new Promise((resolve) => setTimeout(resolve, 500))
      await client.query('commit')
      expect((await signingIn).status).toBe(401)
    } finally {
      await client.end()
    }
    expect((await view(racer)).sessionCount).toBe(1)
  })

  test('needs a reason', async () => {
    const mute = await server.register('mute')
    for (const body of [{}, { reason: ' ' }, { reason: 'x'.repeat(501) }, { reason: 'x', status: 'active' }])
      expect(codeOf(await owner.post(`${user(mute)}/disable`, body))).toBe('bad_request')
    expect((await view(mute)).status).toBe('active')
  })

  test('enabling does not let somebody in who waits for approval', async () => {
    const pending = await server.register('pending')
    await inDatabase(server, "update users set status = 'pending' where id = $1", [pending.user.id])
    expect((await owner.post(`${user(pending)}/enable`, {})).status).toBe(204)
    expect((await view(pending)).status).toBe('pending')
  })

  test('signing somebody out ends every session and leaves the account', async () => {
    const walker = await server.register('walker')
    await signIn('walker')
    expect((await view(walker)).sessionCount).toBe(2)
    expect((await admin.post(`${user(walker)}/sign-out`, {})).status).toBe(204)
    expect(codeOf(await walker.get('/api/users/me'))).toBe('unauthenticated')
    expect(await view(walker)).toMatchObject({ sessionCount: 0, status: 'active' })
    expect((await signIn('walker')).status).toBe(200)
  })
})

describe('looking for accounts', () => {
  const search = async (query: string) => succeeded(ManagedUserPage, await owner.get(`${base}/users?${query}`))
  const names = async (query: string) => (await search(query)).items.map(({ userName }) => userName)

  test('by the beginning of user name, display name or e-mail, in any case', async () => {
    const draft = { userName: 'zoe', displayName: 'Ärla Zet', password }
    await server.anonymous.post('/api/auth/register', draft)
    await inDatabase(server, "update users set email = 'post@zet.example' where user_name = 'zoe'")
    for (const text of ['zo', 'ZOE', 'ärla z', 'ÄRLA', 'post@zet', 'POST@'])
      expect(await names(`search=${encodeURIComponent(text)}`), text).toEqual(['zoe'])
    for (const text of ['oe', 'zet', '%', '_oe', 'z%', '\\'])
      expect(await names(`search=${encodeURIComponent(text)}`), text).toEqual([])
  })

  test('page by page, newest first, each once', async () => {
    for (const index of [1, 2, 3, 4, 5]) await server.register(`page-${index}x`)
    const seen: string[] = []
    let cursor = ''
    do {
      const { items, next } = await search(`search=page-&limit=2${cursor}`)
      seen.push(...items.map(({ userName }) => userName))
      cursor = next === null ? '' : `&cursor=${next}`
    } while (cursor !== '')
    expect(seen).toEqual(['page-5x', 'page-4x', 'page-3x', 'page-2x', 'page-1x'])
    expect(codeOf(await owner.get(`${base}/users?cursor=nonsense`))).toBe('bad_request')
    expect(codeOf(await owner.get(`${base}/users?status=lost`))).toBe('bad_request')
  })

  test('by role and by status', async () => {
    expect(await names('role=owner')).toEqual(['olga'])
    expect(await names('role=admin&search=an')).toEqual(['anna'])
    expect(await names('status=disabled&search=outc')).toEqual(['outcast'])
  })

  test('tells when somebody was last there, also after their sessions have been cleared away', async () => {
    const past = await server.register('past')
    const seenAt = (await view(past)).lastSeenAt
    expect(Date.now() - Date.parse(seenAt ?? '')).toBeLessThan(60_000)
    await inDatabase(server, "update sessions set revoked_at = now() - interval '8 days' where user_id = $1", [
      past.user.id,
    ])
    await createHousekeepingStore(server.context.database.db).removeWhatIsOver()
    expect(await view(past)).toMatchObject({ lastSeenAt: seenAt, sessionCount: 0 })
  })

  test('stays quick with 100,000 of them: by index, not by reading all', async () => {
    await inDatabase(
      server,
      `insert into users (id, user_name, display_name) select gen_random_uuid(), 'crowd-' || n || 'x', 'Crowd ' || n
       from generate_series(1, 100000) as n`,
    )
    await inDatabase(server, 'analyze users')
    const start = performance.now()
    expect(await names('search=crowd-99999x')).toEqual(['crowd-99999x'])
    expect(await names('search=nobody+is+called+this')).toEqual([])
    expect(await names('role=owner')).toEqual(['olga'])
    expect((await search('search=crowd')).items).toHaveLength(50)
    expect(performance.now() - start).toBeLessThan(1500)
    const { rows } = await server.context.database.db.execute<{ 'QUERY PLAN': string }>(
      "explain select id from users where lower(user_name) like 'crowd-77%' or lower(display_name) like 'crowd-77%' or email like 'crowd-77%'",
    )
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).not.toContain('Seq Scan')
  })
})

describe('settings', () => {
  const change = (body: object, asker = owner) => asker.patch(`${base}/settings`, body)
  const info = async () => succeeded(ServerInfo, await server.anonymous.get('/api/auth/server'))

  test('name and welcome are shown to everybody, the rest is not', async () => {
    expect(await info()).toEqual({ serverName: 'C.H.A.O.S.', welcomeText: '', mayCreateCommunities: 'everybody' })
    const reply = await change({ serverName: 'Radio Nord', welcomeText: 'Hello' })
    expect(succeeded(ServerSettings, reply)).toMatchObject({ serverName: 'Radio Nord', registration: 'open' })
    expect(await info()).toEqual({ serverName: 'Radio Nord', welcomeText: 'Hello', mayCreateCommunities: 'everybody' })
    expect(await latest('settings.changed')).toMatchObject({
      actor: { userName: 'olga' },
      details: {
        ...{ 'serverName.before': 'C.H.A.O.S.', 'serverName.after': 'Radio Nord' },
        ...{ 'welcomeText.before': '', 'welcomeText.after': 'Hello' },
      },
    })
  })

  test('what changes nothing is not written down', async () => {
    await change({ serverName: 'Same' })
    const before = await latest('settings.changed')
    await change({ serverName: 'Same' })
    expect(await latest('settings.changed')).toEqual(before)
  })

  test.each([
    { serverName: '' },
    { serverName: '   ' },
    { serverName: 'x'.repeat(65) },
    { welcomeText: 'x'.repeat(501) },
    { registration: 'sometimes' },
    { proofOfWork: 'yes' },
    { mayCreateCommunities: 'nobody' },
    { sessionDays: 0 },
    { sessionDays: 366 },
    { idleSessionDays: 1.5 },
    { unknown: 1 },
  ])('%j is refused', async (body) => expect(codeOf(await change(body))).toBe('bad_request'))

  test('who may make communities is enforced', async () => {
    const maker = await server.register('maker')
    const create = (asker: SignedInClient) => asker.post('/api/communities', { name: 'Club' })
    await change({ mayCreateCommunities: 'administrators' })
    expect(codeOf(await create(maker))).toBe('forbidden')
    expect((await create(admin)).status).toBe(201)
    await change({ mayCreateCommunities: 'everybody' })
    expect((await create(maker)).status).toBe(201)
  })

  test('sessions end when they are too old, or were not used for too long', async () => {
    await change({ sessionDays: 10, idleSessionDays: 2 })
    const refresh = ({ cookie }: SignedInClient) =>
      server.anonymous.post('/api/auth/refresh', {}, { cookie, origin: server.url })
    const age = (person: SignedInClient, column: string, days: number) =>
      inDatabase(server, `update sessions set ${column} = now() - $2::interval where user_id = $1`, [
        person.user.id,
        `${days} days`,
      ])
    const [fresh, old, idle] = await Promise.all(['fresh', 'old-one', 'idle'].map((name) => server.register(name)))
    if (!fresh || !old || !idle) throw new Error('three were registered')
    await Promise.all([age(fresh, 'created_at', 9), age(old, 'created_at', 11), age(idle, 'last_used_at', 3)])
    expect((await Promise.all([fresh, old, idle].map(refresh))).map(({ status }) => status)).toEqual([200, 401, 401])
    const reply = await signIn('fresh')
    const days =
      (Date.parse(/Expires=([^;]+)/.exec(reply.headers.getSetCookie()[0] ?? '')?.[1] ?? '') - Date.now()) / 86_400_000
    expect(Math.round(days)).toBe(10)
  })
})

describe('the audit log', () => {
  const page = async (query: string) => succeeded(ServerAuditPage, await owner.get(`${base}/audit?${query}`))

  test('is read page by page, newest first, without gaps', async () => {
    const first = await page('limit=5')
    const second = await page(`limit=5&cursor=${first.next}`)
    const positions = [...first.items, ...second.items].map(({ position }) => position)
    const newest = positions[0] ?? 0
    expect(positions).toEqual(Array.from({ length: 10 }, (_, index) => newest - index))
  })

  test('is narrowed by who did it, to whom, what and when', async () => {
    const before = new Date().toISOString()
    const marked = await server.register('marked')
    await disable(owner, marked)
    const all = await page(`subjectId=${marked.user.id}`)
    expect(all.items.map(({ action }) => action)).toEqual([
      ...['account.disabled', 'session.revoked', 'session.opened', 'account.registered'],
    ])
    const one = await page(`subjectId=${marked.user.id}&actorId=${owner.user.id}`)
    expect(one.items.map(({ action }) => action)).toEqual(['account.disabled'])
    expect((await page(`subjectId=${marked.user.id}&until=${before}`)).items).toEqual([])
    expect((await page(`subjectId=${marked.user.id}&from=${before}&action=session.opened`)).items).toHaveLength(1)
  })

  test.each(['cursor=x', 'action=made.up', 'from=yesterday', 'actorId=me', 'limit=101'])(
    '%s is refused',
    async (query) => {
      expect(codeOf(await owner.get(`${base}/audit?${query}`))).toBe('bad_request')
    },
  )

  test('says whether somebody has tampered with it, and where', async () => {
    const verdict = async () => succeeded(AuditVerdict, await owner.post(`${base}/audit/verify`, {}))
    const newest = (await page('limit=1')).items[0]?.position ?? 0
    expect(await verdict()).toEqual({ kind: 'whole', entries: newest, erased: 0 })
    await inDatabase(server, 'alter table audit_entries disable trigger all')
    await inDatabase(server, "update audit_entries set action = 'session.opened' where position = 3")
    expect(await verdict()).toMatchObject({ kind: 'broken', position: 3 })
  })

  test('goes on when the account is gone', async () => {
    const gone = await server.register('gone-soon')
    await inDatabase(server, 'delete from users where id = $1', [gone.user.id])
    expect((await page(`subjectId=${gone.user.id}`)).items.map(({ subject }) => subject)).toEqual([null, null])
  })
})

test('a token from before counts for what the account is now', async () => {
  const rising = await server.register('rising')
  const again = createTestClient(server.url, rising.token)
  expect(codeOf(await again.get(`${base}/users`))).toBe('forbidden')
  await give(owner, rising, 'admin')
  expect((await again.get(`${base}/users`)).status).toBe(200)
})
