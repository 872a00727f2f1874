import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  avatarPath,
  Channel,
  Community,
  DataExport,
  Deletion,
  exportFilePath,
  Invite,
  MemberPage,
  parsePresenceServerMessage,
  type PresenceServerMessage,
  Profile,
  protocolVersion,
  SignedIn,
} from '@chaos/protocol'
import { unzipSync } from 'fflate'
import pg from 'pg'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportedTables, leftOut } from '../database/stores/own-rows.ts'
import { plainPicture } from './harness/pictures.ts'
import { openSocket } from './harness/socket-client.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { codeOf, cookieOf, createTestClient, password, type SignedInClient, succeeded } from './harness/test-client.ts'

const dayMs = 86_400_000

let server: TestServer
let db: pg.Client
beforeAll(async () => {
  server = await startServer()
  db = new pg.Client({ connectionString: server.databaseUrl })
  await db.connect()
})
afterAll(async () => {
  await db?.end()
  await server?.close()
})

let count = 0
const newPerson = () => server.register(`person-${(count += 1)}`)
const signIn = async (userName: string) => {
  const reply = await server.anonymous.post('/api/auth/sign-in', { userName, password })
  const signedIn = succeeded(SignedIn, reply)
  return { ...createTestClient(server.url, signedIn.accessToken), signedIn, cookie: cookieOf(reply) }
}
const giveAvatar = async (person: SignedInClient, colour: string): Promise<string> => {
  const reply = await fetch(`${server.url}/api/users/me/avatar`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${person.token}`, 'content-type': 'image/png' },
    body: new Uint8Array(await plainPicture('png', colour)),
  })
  const { avatar } = (await reply.json()) as Profile
  if (avatar === null) throw new Error('no picture')
  return avatar
}
const makeCommunity = async (owner: SignedInClient, guests: SignedInClient[] = []) => {
  const community = succeeded(
    Community,
    await owner.post('/api/communities', { name: `Club of ${owner.user.userName}` }),
  )
  const { code } = succeeded(Invite, await owner.post(`/api/communities/${community.id}/invites`, {}))
  for (const guest of guests) expect((await guest.post(`/api/communities/invites/${code}/accept`)).status).toBe(200)
  return { ...community, code }
}
const rowsWith = async (userId: string, table: string, column: string) =>
  (await db.query(`select 1 from ${table} where ${column} = $1`, [userId])).rowCount

/** Whose session was last confirmed half an hour ago. */
const letConfirmationAge = (userId: string) =>
  db.query(`update sessions set confirmed_at = now() - interval '30 minutes' where user_id = $1`, [userId])

const list = async (person: SignedInClient) =>
  succeeded(Type.Array(DataExport), await person.get('/api/users/me/exports'))
async function finished(person: SignedInClient): Promise<DataExport> {
  for (let wait = 0; wait < 200; wait += 1) {
    const [newest] = await list(person)
    if (newest && newest.state !== 'running') return newest
    await sleep(25)
  }
  throw new Error('the archive takes too long')
}

describe('archive', () => {
  const start = async (person: SignedInClient) => succeeded(DataExport, await person.post('/api/users/me/exports'))
  async function passFor(person: SignedInClient, id: string): Promise<string> {
    const reply = await person.post(`/api/users/me/exports/${id}/pass`)
    expect(reply.status).toBe(204)
    return cookieOf(reply)
  }
  const download = (id: string, cookie = '') => fetch(server.url + exportFilePath(id), { headers: { cookie } })

  it('has one list for each kind of thing, one’s own only, and the files', async () => {
    const [person, other] = [await newPerson(), await newPerson()]
    const avatar = await giveAvatar(person, '#334455')
    await person.patch('/api/users/me/profile', { bio: 'Quiet, mostly.' })
    await person.patch('/api/users/me/preferences', { theme: 'dark' })
    const community = await makeCommunity(person, [other])
    await makeCommunity(other)
    const begun = await start(person)
    expect(begun).toMatchObject({ state: 'running', done: 0, total: 27, sizeBytes: null, expiresAt: null })
    const made = await finished(person)
    expect(made).toMatchObject({ id: begun.id, state: 'ready', done: 27, total: 27 })
    expect(new Date(made.expiresAt ?? 0).getTime() - Date.now()).toBeGreaterThan(2.9 * dayMs)

    const reply = await download(begun.id, await passFor(person, begun.id))
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': 'application/zip',
      'cache-control': 'no-store',
      'content-length': String(made.sizeBytes),
      'content-disposition': `attachment; filename="chaos-${made.createdAt.slice(0, 10)}.zip"`,
    })
    const files = unzipSync(new Uint8Array(await reply.arrayBuffer()))
    expect(Object.keys(files).toSorted()).toEqual([
      'README.txt',
      'account.json',
      'bans.json',
      'bots.json',
      'channel-keys.json',
      'channel-permissions.json',
      'channels.json',
      'conversations.json',
      'drafts.json',
      'exports.json',
      `files/picture/${avatar}-256.webp`,
      `files/picture/${avatar}-96.webp`,
      'invites.json',
      'key-devices.json',
      'key-log.json',
      'memberships.json',
      'messages.json',
      'notification-settings.json',
      'people.json',
      'preferences.json',
      'reactions.json',
      'reading.json',
      'reports.json',
      'security-log.json',
      'sessions.json',
      'sign-in-methods.json',
      'status.json',
      'unproven-address.json',
    ])
    const json = (name: string) => JSON.parse(Buffer.from(files[name] ?? []).toString()) as unknown[]
    expect(json('account.json')).toMatchObject([{ id: person.user.id, bio: 'Quiet, mostly.', avatar }])
    expect(json('preferences.json')).toMatchObject([{ version: 1, chosen: { theme: 'dark' } }])
    expect(json('memberships.json')).toMatchObject([{ community_id: community.id, roles: ['Owner'] }])
    expect(json('sessions.json')).toHaveLength(1)
    expect(json('channel-permissions.json')).toEqual([])
    expect(json('security-log.json').length).toBeGreaterThanOrEqual(2)
    const picture = await fetch(server.url + avatarPath(avatar, '256'))
    expect(Buffer.from(files[`files/picture/${avatar}-256.webp`] ?? [])).toEqual(
      Buffer.from(await picture.arrayBuffer()),
    )
    const everything = Object.values(files)
      .map((bytes) => Buffer.from(bytes).toString('latin1'))
      .join('\n')
    expect(everything).not.toContain('argon2')
    expect(everything).not.toContain(other.user.id)
    expect(everything).not.toContain(person.token)
  })

  it('names every table that knows an account, or says why not', async () => {
    const { rows } = await db.query<{ place: string }>(
      `select distinct conrelid::regclass::text as place from pg_constraint where contype = 'f' and confrelid = 'users'::regclass`,
    )
    const known = new Set([...exportedTables, ...Object.keys(leftOut)])
    expect(rows.map(({ place }) => place).filter((place) => !known.has(place))).toEqual([])
    expect(rows.length).toBeGreaterThan(5)
  })

  it('is long when there is much, and still valid', async () => {
    const person = await newPerson()
    await db.query(
      `insert into sessions (id, user_id, expires_at, user_agent)
       select gen_random_uuid(), $1, now(), repeat(md5(n::text), 20) from generate_series(1, 3000) n`,
      [person.user.id],
    )
    const { id } = await start(person)
    expect((await finished(person)).state).toBe('ready')
    const files = unzipSync(new Uint8Array(await (await download(id, await passFor(person, id))).arrayBuffer()))
    expect(JSON.parse(Buffer.from(files['sessions.json'] ?? []).toString())).toHaveLength(3001)
  })

  it('is for its owner only, with a pass, for some minutes', async () => {
    const [person, other] = [await newPerson(), await newPerson()]
    const { id } = await start(person)
    await finished(person)
    const cookie = await passFor(person, id)
    expect((await person.post(`/api/users/me/exports/${id}/pass`)).headers.getSetCookie()[0]).toMatch(
      new RegExp(
        `^chaos_export=[\\w-]{43}; Path=/api/users/exports/${id}/file; Expires=[^;]+; HttpOnly; SameSite=Strict$`,
      ),
    )
    expect((await download(id, cookie)).status).toBe(404)
    const fresh = await passFor(person, id)
    expect((await download(id, fresh)).status).toBe(200)
    for (const wrong of ['', 'chaos_export=', 'chaos_export=AAAA', `chaos_refresh=${fresh.split('=')[1]}`])
      expect((await download(id, wrong)).status).toBe(404)
    expect(codeOf(await other.post(`/api/users/me/exports/${id}/pass`))).toBe('not_found')
    expect(await list(other)).toEqual([])
    expect((await server.anonymous.post('/api/users/me/exports')).status).toBe(401)
    const [{ pass_hash: kept }] = (
      await db.query<{ pass_hash: Buffer }>('select pass_hash from data_exports where id = $1', [id])
    ).rows as [{ pass_hash: Buffer }]
    expect(kept).toEqual(
      createHash('sha256')
        .update(fresh.split('=')[1] ?? '')
        .digest(),
    )
    await db.query(`update data_exports set pass_expires_at = now() - interval '1 second' where id = $1`, [id])
    expect((await download(id, fresh)).status).toBe(404)
  })

  it('one at a time, and only for somebody who proved who they are a short while ago', async () => {
    const person = await newPerson()
    const replies = await Promise.all([1, 2, 3].map(() => person.post('/api/users/me/exports')))
    const codes = replies.map((reply) => codeOf(reply)).toSorted()
    expect(codes).toEqual(['', 'export_running', 'export_running'])
    const { id } = await finished(person)
    await letConfirmationAge(person.user.id)
    for (const path of ['/api/users/me/exports', `/api/users/me/exports/${id}/pass`]) {
      const reply = await person.post(path)
      expect([reply.status, codeOf(reply)]).toEqual([403, 'confirmation_required'])
    }
    expect((await person.post('/api/auth/confirm', { password })).status).toBe(204)
    await passFor(person, id)
  })

  it('goes when its time is over, and one that died is given up', async () => {
    const { exports } = server.context.services
    const [person, unlucky] = [await newPerson(), await newPerson()]
    const { id } = await start(person)
    await finished(person)
    const folder = join(server.context.config.data.directory, 'objects/exports')
    await exports.removeOver(new Date(Date.now() + 2.9 * dayMs))
    expect(await readdir(folder)).toContain(`${id}.zip`)
    await db.query(
      `insert into data_exports (id, user_id, state, alive_at) values (gen_random_uuid(), $1, 'running', now() - interval '5 minutes')`,
      [unlucky.user.id],
    )
    await exports.removeOver(new Date())
    expect((await list(unlucky)).map(({ state }) => state)).toEqual(['failed'])
    await exports.removeOver(new Date(Date.now() + 3.1 * dayMs))
    expect(await readdir(folder)).not.toContain(`${id}.zip`)
    expect(await list(person)).toEqual([])
    expect((await start(unlucky)).state).toBe('running')
    await finished(unlucky)
  })
})

describe('deletion', () => {
  const eraseDue = (now: Date) => server.context.services.deletion.eraseDue(now)
  const later = (days: number) => new Date(Date.now() + days * dayMs)
  const request = (person: SignedInClient, userName = person.user.userName) =>
    person.post('/api/users/me/deletion', { userName })

  it('ends the sessions at once; signing in during the grace says when, and keeping it keeps everything', async () => {
    const person = await newPerson()
    const avatar = await giveAvatar(person, '#aa5500')
    const { sessionId } = await server.context.services.auth.authenticate(person.token)
    const ended = new Promise((resolve) => server.context.events.session.subscribe(sessionId, resolve))
    const { erasesAt } = succeeded(Deletion, await request(person, person.user.userName.toUpperCase()))
    expect(Math.abs(new Date(erasesAt ?? 0).getTime() - later(14).getTime())).toBeLessThan(60_000)
    expect(await ended).toMatchObject({ because: 'account_deleted' })
    expect((await person.get('/api/users/me')).status).toBe(401)

    const back = await signIn(person.user.userName)
    expect(back.signedIn.erasesAt).toBe(erasesAt)
    const headers = { cookie: back.cookie, origin: server.url }
    const refreshed = await server.anonymous.post('/api/auth/refresh', {}, headers)
    expect(succeeded(SignedIn, refreshed).erasesAt).toBe(erasesAt)
    expect((await back.get('/api/users/me/deletion')).body).toEqual({ erasesAt })
    await eraseDue(later(13.9))
    expect((await back.delete('/api/users/me/deletion')).body).toEqual({ erasesAt: null })
    await eraseDue(later(15))
    expect(succeeded(Profile, await back.get('/api/users/me/profile')).avatar).toBe(avatar)
    expect((await signIn(person.user.userName)).signedIn.erasesAt).toBeUndefined()
    expect((await back.delete('/api/users/me/deletion')).body).toEqual({ erasesAt: null })
  })

  it('after the grace it is truly gone: rows, picture, archives, details of the log, the name to sign in with', async () => {
    const [person, friend] = [await newPerson(), await newPerson()]
    const { id: userId, userName } = person.user
    const shared = await makeCommunity(friend, [person])
    const alone = await makeCommunity(person)
    const channel = succeeded(Type.Array(Channel), await friend.get(`/api/communities/${shared.id}/channels`))[0]
    const avatar = await giveAvatar(person, '#00aa55')
    await person.patch('/api/users/me/profile', { displayName: 'Very Secret Name', bio: 'secret words' })
    await person.patch('/api/users/me/preferences', { theme: 'dark' })
    await person.post(`/api/communities/${shared.id}/invites`, {})
    await person.call('POST', '/api/communities', {
      body: { name: 'Second alone' },
      headers: { 'idempotency-key': 'k1' },
    })
    await db.query(
      `insert into permission_overrides (id, channel_id, user_id, allow, deny) values (gen_random_uuid(), $1, $2, '{}', '{}')`,
      [channel?.id, userId],
    )
    await db.query(
      `update users set email = 'secret@example.org', email_verified_at = now(), status_reason = 'secret' where id = $1`,
      [userId],
    )
    await person.post('/api/users/me/exports')
    const archive = `${(await finished(person)).id}.zip`
    const archives = () => readdir(join(server.context.config.data.directory, 'objects/exports'))
    expect(await archives()).toContain(archive)
    type Watched = { type: string; [member: string]: unknown }
    const watcher = await openSocket<PresenceServerMessage, Watched>({
      url: `${server.url}/ws/presence`,
      parse: parsePresenceServerMessage,
    })
    watcher.send({ type: 'session.hello', version: protocolVersion, token: friend.token })
    await watcher.next('session.welcome')
    watcher.send({ type: 'watch.set', communityIds: [shared.id] })
    const details = async () =>
      (
        await db.query<{ count: string }>(
          'select count(*) from audit_details join audit_entries on id = entry_id where actor_id = $1 or subject_id = $1',
          [userId],
        )
      ).rows[0]?.count
    expect(Number(await details())).toBeGreaterThan(2)

    succeeded(Deletion, await request(person))
    await eraseDue(later(13.9))
    expect(await rowsWith(userId, 'preferences', 'user_id')).toBe(1)
    const during = await signIn(userName)
    await eraseDue(later(14.001))

    expect((await during.get('/api/users/me')).status).toBe(401)
    const { rows } = await db.query<Record<string, unknown>>('select * from users where id = $1', [userId])
    expect(rows).toHaveLength(1)
    const { created_at: _, erased_at: erasedAt, ...tombstone } = rows[0] ?? {}
    expect(erasedAt).toBeInstanceOf(Date)
    expect(tombstone).toMatchObject({ id: userId, user_name: `~${userId}`, display_name: 'Deleted person' })
    expect(JSON.stringify(tombstone)).not.toMatch(/secret|person-|argon2/i)
    const { rows: places } = await db.query<{ place: string; name: string }>(
      `select conrelid::regclass::text as place, attname as name from pg_constraint
       join pg_attribute on attrelid = conrelid and attnum = conkey[1]
       where contype = 'f' and confrelid = 'users'::regclass`,
    )
    for (const { place, name } of places) expect(await rowsWith(userId, place, name), `${place}.${name}`).toBe(0)
    expect(
      (await db.query('select 1 from communities where name = any($1)', [[alone.name, 'Second alone']])).rowCount,
    ).toBe(0)
    for (const size of ['96', '256'] as const)
      expect((await fetch(server.url + avatarPath(avatar, size))).status).toBe(404)
    expect(await archives()).not.toContain(archive)
    // Of the log only what says that an account went remains, without where from.
    const { rows: kept } = await db.query<{ action: string; ip: string | null }>(
      'select action, ip from audit_entries left join audit_details on entry_id = id where actor_id = $1 or subject_id = $1 order by position',
      [userId],
    )
    expect(kept.every(({ ip }) => ip === null)).toBe(true)
    expect(kept.at(-1)?.action).toBe('account.erased')
    expect(await details()).toBe('1')

    expect((await server.anonymous.post('/api/auth/sign-in', { userName, password })).status).toBe(401)
    expect((await server.anonymous.post('/api/auth/sign-in', { userName: `~${userId}`, password })).status).toBe(401)
    expect(await watcher.next('member.left')).toEqual({ type: 'member.left', communityId: shared.id, userId })
    const page = succeeded(MemberPage, await friend.get(`/api/communities/${shared.id}/members`))
    expect(page.items.map((member) => member.userId)).toEqual([friend.user.id])
    expect(codeOf(await friend.get(`/api/users/${userId}/profile`))).toBe('not_found')
    const again = await server.anonymous.post('/api/auth/register', { userName, password })
    expect(again.status).toBe(201)
    await eraseDue(later(30))
    watcher.close()
  })

  it.each<[string, (person: SignedInClient) => Promise<unknown>, number, string]>([
    ['another name', (person) => request(person, 'person-1'), 422, 'user_name_mismatch'],
    ['a part of the name', (person) => request(person, 'person'), 422, 'user_name_mismatch'],
    ['no name', (person) => person.post('/api/users/me/deletion', {}), 400, 'bad_request'],
    [
      'somebody else beside it',
      (person) => person.post('/api/users/me/deletion', { userName: person.user.userName, userId: 'x' }),
      400,
      'bad_request',
    ],
    [
      'no proof of late',
      async (person) => {
        await letConfirmationAge(person.user.id)
        return request(person)
      },
      403,
      'confirmation_required',
    ],
  ])('%s: refused, and the account stays', async (_name, ask, status, code) => {
    await newPerson()
    const person = await newPerson()
    const reply = (await ask(person)) as Awaited<ReturnType<typeof request>>
    expect([reply.status, codeOf(reply)]).toEqual([status, code])
    expect((await person.get('/api/users/me/deletion')).body).toEqual({ erasesAt: null })
    expect((await person.get('/api/users/me')).status).toBe(200)
  })

  it('is refused while others are in a community that has no other owner, or the server has none', async () => {
    const [owner, guest] = [await newPerson(), await newPerson()]
    const { id } = await makeCommunity(owner, [guest])
    const reply = await request(owner)
    expect([reply.status, codeOf(reply)]).toEqual([409, 'last_owner'])
    await db.query(
      `insert into member_roles (community_id, user_id, role_id) select $1, $2, id from roles where community_id = $1 and kind = 'owner'`,
      [id, guest.user.id],
    )
    await db.query(`update users set server_role = 'owner' where id = $1`, [owner.user.id])
    expect(codeOf(await request(owner))).toBe('last_owner')
    await db.query(`update users set server_role = 'owner' where id = $1`, [guest.user.id])
    succeeded(Deletion, await request(owner))
  })

  it('whoever came into a community of theirs during the grace does not stand without an owner', async () => {
    const [owner, first, second] = [await newPerson(), await newPerson(), await newPerson()]
    const { id, code } = await makeCommunity(owner)
    succeeded(Deletion, await request(owner))
    for (const guest of [first, second])
      expect((await guest.post(`/api/communities/invites/${code}/accept`)).status).toBe(200)
    await eraseDue(later(15))
    const page = succeeded(MemberPage, await second.get(`/api/communities/${id}/members`))
    expect(page.items.map(({ userId, isOwner }) => [userId, isOwner])).toEqual([
      [first.user.id, true],
      [second.user.id, false],
    ])
  })

  it('two processes at once erase it once', async () => {
    const person = await newPerson()
    succeeded(Deletion, await request(person))
    await Promise.all([1, 2, 3].map(() => eraseDue(later(15))))
    const { rowCount } = await db.query(
      `select 1 from audit_entries where subject_id = $1 and action = 'account.erased'`,
      [person.user.id],
    )
    expect(rowCount).toBe(1)
  })
})
