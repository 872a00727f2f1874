import { AutomaticRule, Community, Invite, MemberPage, OwnReportPage, ReportNote, ReportPage } from '@chaos/protocol'
import type pg from 'pg'
import { Type } from 'typebox'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { inDatabase } from './harness/administrators.ts'
import { giveRole } from './harness/standing.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { codeOf, type Reply, type SignedInClient, succeeded } from './harness/test-client.ts'

let server: TestServer
let owner: SignedInClient
let warden: SignedInClient
let community: Community
let code: string
let people = 0

beforeAll(async () => {
  server = await startServer()
  owner = await server.register('owner')
  community = succeeded(Community, await owner.post('/api/communities', { name: 'Club' }))
  code = succeeded(Invite, await owner.post(at('/invites'), {})).code
  warden = await member()
  await giveRole(server, warden, { communityId: community.id, position: 5, permissions: ['handle_reports'] })
})
afterAll(() => server.close())

const at = (path: string) => `/api/communities/${community.id}${path}`
const join = (client: SignedInClient) => client.post(`/api/communities/invites/${code}/accept`)
async function member(): Promise<SignedInClient> {
  people += 1
  const client = await server.register(`person${String(people).padStart(2, '0')}`)
  await join(client)
  return client
}
const report = (by: SignedInClient, about: SignedInClient, more = {}): Promise<Reply> =>
  by.post(at('/reports'), { subjectId: about.user.id, reason: 'spam', ...more })
const queue = async (state = 'open', by = warden) =>
  succeeded(ReportPage, await by.get(at(`/reports?state=${state}&limit=100`))).items
const mine = async (by: SignedInClient) => succeeded(OwnReportPage, await by.get(at('/reports/mine'))).items
const statusOf = ({ status }: Reply) => status

describe('a report', () => {
  let ben: SignedInClient
  let cleo: SignedInClient
  beforeEach(async () => {
    ;[ben, cleo] = [await member(), await member()]
  })

  it('goes from the queue to being resolved, with notes, and its reporter sees the state', async () => {
    expect(statusOf(await report(ben, cleo, { words: ' Adverts ' }))).toBe(204)
    const [open] = await queue()
    expect(open).toMatchObject({
      subject: cleo.user,
      reporter: ben.user,
      words: 'Adverts',
      handledBy: null,
      noteCount: 0,
    })
    const path = at(`/reports/${open?.id}`)
    expect(statusOf(await warden.post(`${path}/take`, {}))).toBe(204)
    expect(codeOf(await warden.post(`${path}/take`, {}))).toBe('not_found')
    expect(await mine(ben)).toMatchObject([{ state: 'in_progress' }])
    expect(statusOf(await warden.post(`${path}/notes`, { words: 'Third time' }))).toBe(204)
    expect(statusOf(await warden.post(`${path}/close`, { state: 'resolved', note: 'Kicked' }))).toBe(204)
    expect(codeOf(await warden.post(`${path}/close`, { state: 'dismissed' }))).toBe('not_found')
    const notes = succeeded(Type.Array(ReportNote), await warden.get(`${path}/notes`))
    expect(notes.map(({ words, author }) => [words, author?.userName])).toEqual([
      ['Third time', warden.user.userName],
      ['Kicked', warden.user.userName],
    ])
    const [done] = await queue('resolved')
    expect(done).toMatchObject({ state: 'resolved', handledBy: warden.user, noteCount: 2 })
    expect(await mine(ben)).toMatchObject([{ state: 'resolved', words: 'Adverts' }])
    expect(JSON.stringify(await mine(ben))).not.toContain('Kicked')
    // Nobody learns from their own log that they were reported.
    expect(JSON.stringify((await cleo.get('/api/users/me/security-log')).body)).not.toContain('report.')
  })

  it('is one with that which the same person made about the same within the hour', async () => {
    await Promise.all([report(ben, cleo, { words: 'one' }), report(ben, cleo, { words: 'two' })])
    await report(ben, cleo, { words: 'three' })
    const [only, ...others] = await mine(ben)
    expect(others).toEqual([])
    expect(only?.words.split('\n').toSorted()).toEqual(['one', 'three', 'two'])
    await inDatabase(
      server,
      "update reports set created_at = created_at - interval '61 minutes' where reporter_id = $1",
      [ben.user.id],
    )
    await report(ben, cleo)
    expect(await mine(ben)).toHaveLength(2)
  })

  it('is not about oneself, strangers or rooms that one may not see, and not too long', async () => {
    const stranger = await server.register(`stranger${(people += 1)}`)
    const refused = [
      await report(ben, ben),
      await report(ben, stranger),
      await report(stranger, ben),
      await report(ben, cleo, { channelId: '01890000-0000-7000-8000-000000000000', words: 'x'.repeat(1001) }),
      await report(ben, cleo, { reason: 'boring' }),
    ]
    expect(refused.map(codeOf)).toEqual(['bad_request', 'not_found', 'not_found', 'bad_request', 'bad_request'])
  })

  it('can be made so often a day, and then no more', async () => {
    const statuses: number[] = []
    for (let index = 0; index < 21; index += 1) {
      // Each as if an hour had passed since the one before.
      statuses.push(statusOf(await report(ben, cleo)))
      await inDatabase(
        server,
        "update reports set created_at = created_at - interval '61 minutes' where reporter_id = $1",
        [ben.user.id],
      )
    }
    expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 204))
    expect(statuses.at(-1)).toBe(429)
  })

  it('is handled by those with the permission, and never by whom it is about', async () => {
    await report(ben, warden)
    const [about] = await queue('open', owner)
    expect(about?.subject?.id).toBe(warden.user.id)
    expect((await queue()).map(({ id }) => id)).not.toContain(about?.id)
    const path = at(`/reports/${about?.id}`)
    const refused = [
      await warden.post(`${path}/take`, {}),
      await warden.post(`${path}/close`, { state: 'dismissed' }),
      await warden.post(`${path}/notes`, { words: 'Lies' }),
      await warden.get(`${path}/notes`),
      await cleo.get(at('/reports')),
      await cleo.post(`${path}/take`, {}),
      await cleo.post(`${path}/close`, { state: 'dismissed' }),
      await cleo.get(`${path}/notes`),
    ]
    expect(refused.map(codeOf)).toEqual([
      ...Array.from({ length: 4 }, () => 'not_found'),
      ...Array.from({ length: 4 }, () => 'forbidden'),
    ])
    expect(statusOf(await owner.post(`${path}/close`, { state: 'dismissed' }))).toBe(204)
    expect(await mine(ben)).toMatchObject([{ state: 'dismissed' }])
  })

  it('comes in pages, the newest first', async () => {
    for (const by of [ben, cleo]) await report(by, owner)
    const first = succeeded(ReportPage, await warden.get(at('/reports?limit=1')))
    const second = succeeded(ReportPage, await warden.get(at(`/reports?limit=1&cursor=${first.next}`)))
    expect([first.items[0]?.reporter?.id, second.items[0]?.reporter?.id]).toEqual([cleo.user.id, ben.user.id])
  })
})

describe('an automatic rule', () => {
  const draft = { name: 'Adverts', words: ['spam*'], inNames: true, inTexts: true, action: 'refuse', isEnabled: true }
  const create = async (change = {}) =>
    succeeded(AutomaticRule, await owner.post(at('/automatic-rules'), { ...draft, ...change }))
  const remove = ({ id }: AutomaticRule) => owner.delete(at(`/automatic-rules/${id}`))
  const rename = (client: SignedInClient, nickname: string) =>
    client.patch(at(`/members/${client.user.id}`), { nickname })

  it('refuses names on joining and on change, as soon as it is there and as long', async () => {
    const dora = await member()
    expect(statusOf(await rename(dora, 'Not spam'))).toBe(200)
    const rule = await create()
    expect(codeOf(await rename(dora, 'Sp4mmer'))).toBe('name_refused')
    expect(statusOf(await rename(dora, 'Wonderspam'))).toBe(200)
    const advert = await server.register('spam.shop')
    expect(codeOf(await join(advert))).toBe('name_refused')
    expect(codeOf(await advert.get(at('')))).toBe('not_found')
    expect(statusOf(await remove(rule))).toBe(204)
    expect(statusOf(await join(advert))).toBe(200)
    expect(statusOf(await rename(dora, 'Sp4mmer'))).toBe(200)
  })

  it('can only report, and only in its place; a name of the whole account is reported where it shows', async () => {
    const rule = await create({ words: ['*casino*'], action: 'report' })
    const texts = await create({ words: ['lottery'], inNames: false })
    const emil = await member()
    expect(statusOf(await rename(emil, 'Casino King'))).toBe(200)
    expect(statusOf(await rename(emil, 'Lottery'))).toBe(200)
    const byRule = (await queue()).find(({ subject }) => subject?.id === emil.user.id)
    expect(byRule).toMatchObject({ reporter: null, words: 'Adverts: “*casino*” in “Casino King”' })
    const { automatic } = server.context.services
    expect(await automatic.checkText(community.id, 'win the LOTTERY')).toEqual({
      ...{ kind: 'refuse', rule: 'Adverts', because: 'lottery' },
    })
    expect(await automatic.checkText(community.id, 'a quiet evening')).toEqual({ kind: 'fine' })
    const fritz = await member()
    await fritz.patch('/api/users/me/profile', { displayName: 'Grand Casino' })
    expect((await queue()).map(({ subject }) => subject?.id)).toContain(fritz.user.id)
    for (const one of [rule, texts]) await remove(one)
  })

  it('is switched off and changed by those who manage the community, and nobody else', async () => {
    const rule = await create({ words: [' spam ', 'spam'] })
    expect(rule.words).toEqual(['spam'])
    const path = at(`/automatic-rules/${rule.id}`)
    const off = { ...draft, isEnabled: false }
    const refused = [
      await warden.get(at('/automatic-rules')),
      await warden.post(at('/automatic-rules'), draft),
      await warden.call('PUT', path, { body: off }),
      await warden.delete(path),
    ]
    expect(refused.map(codeOf)).toEqual(refused.map(() => 'forbidden'))
    expect((await owner.call('PUT', path, { body: off })).status).toBe(200)
    expect(statusOf(await rename(warden, 'Spam'))).toBe(200)
    await remove(rule)
    expect(codeOf(await remove(rule))).toBe('not_found')
    expect(codeOf(await owner.call('PUT', path, { body: off }))).toBe('not_found')
  })

  it.each([
    { words: [] },
    { words: ['a*b'] },
    { words: ['*'] },
    { words: ['x'.repeat(41)] },
    { words: Array.from({ length: 201 }, (_, index) => `w${index}`) },
    { name: ' ' },
    { action: 'shout' },
  ])('is not made of %j', async (change) => {
    expect(codeOf(await owner.post(at('/automatic-rules'), { ...draft, ...change }))).toBe('bad_request')
  })

  it('fifty at most', async () => {
    const replies = await Promise.all(Array.from({ length: 52 }, () => owner.post(at('/automatic-rules'), draft)))
    expect(replies.map(codeOf).filter((refusal) => refusal === 'limit_reached')).toHaveLength(2)
    await inDatabase(server, 'delete from automatic_rules')
  })
})

describe('the list of members', () => {
  const names = async (query: string) =>
    succeeded(MemberPage, await owner.get(`/api/communities/${crowded.id}/members?${query}`)).items.map(
      ({ userName }) => userName,
    )
  let crowded: Community

  beforeAll(async () => {
    crowded = succeeded(Community, await owner.post('/api/communities', { name: 'Crowd' }))
    await inDatabase(
      server,
      `insert into users (id, user_name, display_name) select
        ('01890000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'crowd' || lpad(n::text, 5, '0'),
        chr(97 + n % 26) || 'name ' || n from generate_series(1, 10000) n`,
    )
    await inDatabase(
      server,
      `insert into members (community_id, user_id, joined_at, nickname)
        select $1, id, now() + row_number() over (order by id) * interval '1 millisecond',
          case when user_name = 'crowd00007' then '100% Zoë' end
        from users where user_name like 'crowd%'`,
      [crowded.id],
    )
    await inDatabase(server, 'analyze users')
    await inDatabase(server, 'analyze members')
  })

  it('finds the beginning of user names, names and nicknames, as they are typed', async () => {
    expect(await names('search=CROWD0999')).toHaveLength(10)
    expect(await names('search=hname%207')).toContain('crowd00007')
    expect(await names('search=100%25')).toEqual(['crowd00007'])
    expect(await names('search=_')).toEqual([])
    expect(await names('search=zo')).toEqual([])
    expect(await names('search=own')).toEqual(['owner'])
  })

  it('filters by role, and orders by joining or name, each in pages without gaps', async () => {
    const one = { user: { id: '01890000-0000-7000-8000-000000000009' } } as SignedInClient
    const roleId = await giveRole(server, one, { communityId: crowded.id, position: 3, permissions: [] })
    expect(await names(`roleId=${roleId}`)).toEqual(['crowd00009'])
    for (const order of ['joined', 'name']) {
      const seen: string[] = []
      let cursor = ''
      for (let page = 0; page < 5; page += 1) {
        const query = `order=${order}&limit=20${cursor && `&cursor=${cursor}`}`
        const read = succeeded(MemberPage, await owner.get(`/api/communities/${crowded.id}/members?${query}`))
        seen.push(...read.items.map(({ userName }) => userName))
        cursor = read.next ?? ''
      }
      expect(seen).toEqual(await names(`order=${order}&limit=100`))
      expect(new Set(seen).size).toBe(100)
    }
    expect((await names('order=name&limit=1'))[0]).toBe('crowd00007')
    const strange = await owner.get(`/api/communities/${crowded.id}/members?order=name&cursor=x`)
    expect(codeOf(strange)).toBe('bad_request')
  })

  it('follows a changed name of the account, as long as no nickname hides it', async () => {
    await inDatabase(server, "update users set display_name = '!First' where user_name in ('crowd00007', 'crowd00008')")
    expect((await names('order=name&limit=2')).toSorted()).toEqual(['crowd00007', 'crowd00008'])
    expect(await names('search=!f&order=name')).toEqual(['crowd00008', 'crowd00007'].toSorted().toReversed())
  })

  it.each([
    ['a page by joining', 'limit=50'],
    ['a page by name', 'order=name&limit=50'],
    ['a search', 'search=crowd0421&limit=50'],
    ['a search by name', 'search=crowd0421&order=name&limit=50'],
  ])('%s looks nothing up by reading whole tables', async (_, query) => {
    const plans = await plansOf(() => owner.get(`/api/communities/${crowded.id}/members?${query}`))
    expect(plans.length).toBeGreaterThan(0)
    for (const plan of plans) expect(plan).not.toMatch(/Seq Scan on (members|users)/)
  })

  /** How the database answers what a request asks about members: the same statements, explained. */
  async function plansOf(request: () => Promise<Reply>): Promise<string[]> {
    const asked: { text: string; values: unknown[] }[] = []
    const { $client: pool } = server.context.database.db as unknown as { $client: pg.Pool }
    const run = pool.query.bind(pool)
    const listening = (question: { text: string }, values: unknown[]) => {
      if (question.text.includes('"shown_name"')) asked.push({ text: question.text, values })
      return run(question, values)
    }
    Object.assign(pool, { query: listening })
    expect((await request()).status).toBe(200)
    Object.assign(pool, { query: run })
    const plans = asked.map(({ text, values }) => run<{ 'QUERY PLAN': string }>(`explain ${text}`, values))
    return (await Promise.all(plans)).map(({ rows }) => rows.map((row) => row['QUERY PLAN']).join('\n'))
  }
})
