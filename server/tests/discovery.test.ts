import { type Community, type CommunityChange, type DiscoveredCommunity, DiscoveryPage } from '@chaos/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { discoveryQuery, type DiscoverySearch, searchSettings } from '../database/stores/discovery-store.ts'
import { at, bringIn, newCommunity } from './harness/community.ts'
import { query } from './harness/query.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { codeOf, type SignedInClient, succeeded } from './harness/test-client.ts'
import { joinVoice } from './harness/voice-client.ts'

let server: TestServer
let owner: SignedInClient
let viewer: SignedInClient
const sql = (statement: string) => query(server.databaseUrl, statement)
const discover = async (search: Record<string, string> = {}) =>
  succeeded(DiscoveryPage, await viewer.get(`/api/communities/discovery?${String(new URLSearchParams(search))}`))
const names = (items: DiscoveredCommunity[]) => items.map(({ community }) => community.name)
async function open(name: string, change: CommunityChange = {}): Promise<Community> {
  const community = await newCommunity(owner, { name })
  await owner.patch(at(community), { visibility: 'public', ...change })
  return community
}
/** Long ago, each a minute before the next. */
const activeAt = (community: Community, minutes: number) =>
  sql(`update communities set active_at = now() - interval '${1000 - minutes} minutes' where id = '${community.id}'`)

const made: Community[] = []
beforeAll(async () => {
  server = await startServer()
  owner = await server.register('owner')
  viewer = await server.register('viewer')
  made.push(await open('Night Radio', { description: 'Slow talk about jazz records.', tags: ['jazz', 'night'] }))
  made.push(await open('Gaming Squad', { description: 'Competitive evenings', tags: ['gaming'] }))
  made.push(await open('Mathematics', { description: 'Studying together', tags: ['study', 'night'] }))
  await open('Hidden Jazz', { visibility: 'unlisted', tags: ['jazz'] })
  await open('Private Jazz', { visibility: 'private', tags: ['jazz'] })
  for (const [index, community] of made.entries()) await activeAt(community, index)
})
afterAll(() => server.close())

describe('discovery', () => {
  it('shows public communities only, the most active first', async () => {
    const { items, next } = await discover()
    expect(names(items)).toEqual(['Mathematics', 'Gaming Squad', 'Night Radio'])
    expect(next).toBeNull()
    expect(items[2]).toMatchObject({ memberCount: 1, talkingCount: 0, isMember: false })
    expect((await server.anonymous.get('/api/communities/discovery')).status).toBe(401)
  })

  it.each([
    [{ words: 'jazz' }, ['Night Radio']],
    [{ words: 'RADIO night' }, ['Night Radio']],
    [{ words: 'nigth' }, ['Night Radio']],
    [{ words: 'jaz' }, ['Night Radio']],
    [{ words: 'jax' }, []],
    [{ words: 'matematics' }, ['Mathematics']],
    [{ words: 'gamng sqad' }, ['Gaming Squad']],
    [{ words: 'jazz gaming' }, []],
    [{ words: 'volleyball' }, []],
    [{ words: '%_\\ ' }, ['Mathematics', 'Gaming Squad', 'Night Radio']],
    [{ tag: 'night' }, ['Mathematics', 'Night Radio']],
    [{ tag: 'night', words: 'records' }, ['Night Radio']],
    [{ tag: 'jaz' }, []],
  ])('%j finds %j', async (search, found) => {
    expect(names((await discover(search)).items)).toEqual(found)
  })

  it('goes by members, in pages', async () => {
    const [radio, squad] = made
    if (!radio || !squad) throw new Error('nothing was made')
    const guests = [await server.register('guest-1'), await server.register('guest-2')]
    await bringIn(owner, squad, guests)
    await bringIn(owner, radio, guests.slice(0, 1))
    for (const order of ['members', 'activity']) {
      const seen: string[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const page: DiscoveryPage = await discover({ order, limit: '1', ...(cursor === '' ? {} : { cursor }) })
        seen.push(...names(page.items))
        cursor = page.next
      }
      expect(seen).toHaveLength(3)
      if (order === 'members') expect(seen).toEqual(['Gaming Squad', 'Night Radio', 'Mathematics'])
    }
    for (const wrong of ['cursor=x', 'limit=51', 'order=age', 'tag=Jazz', `words=${'x'.repeat(101)}`])
      expect(codeOf(await viewer.get(`/api/communities/discovery?${wrong}`))).toBe('bad_request')
  })

  it('joining and talking make a community active, seldom enough', async () => {
    const [radio] = made
    if (!radio) throw new Error('nothing was made')
    const ageSeconds = async () =>
      Number(
        (await sql(`select extract(epoch from now() - active_at) as age from communities where id = '${radio.id}'`))[0]
          ?.age,
      )
    await activeAt(radio, 0)
    expect((await viewer.post(at(radio, '/join'))).status).toBe(200)
    expect(await ageSeconds()).toBeLessThan(60)
    expect((await discover({ words: 'radio' })).items[0]?.isMember).toBe(true)

    await sql(`update communities set active_at = now() - interval '4 minutes' where id = '${radio.id}'`)
    await viewer.post(at(radio, '/leave'))
    await viewer.post(at(radio, '/join'))
    expect(await ageSeconds()).toBeGreaterThan(200)

    await activeAt(radio, 0)
    const [lounge] = await sql(`select id from channels where community_id = '${radio.id}'`)
    const channelId = String(lounge?.id)
    const call = await joinVoice({ url: server.url, token: viewer.token, channelId, media: false })
    await expect.poll(ageSeconds).toBeLessThan(60)
    expect((await discover({ words: 'radio' })).items[0]?.talkingCount).toBe(1)
    call.leave()
    await call.closed()
    call.dispose()
  })
})

describe('with 5,000 communities', () => {
  type Plan = { 'Node Type': string; 'Relation Name'?: string; 'Index Name'?: string; Plans?: Plan[] }
  const flat = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flat)]

  beforeAll(async () => {
    await sql(`insert into communities (id, name, description, tags, visibility, active_at, member_count)
      select gen_random_uuid(), 'Community ' || md5(n::text), 'About ' || md5((n * 7)::text), array['tag-' || n % 50],
        case when n % 3 = 0 then 'private' else 'public' end, now() - n * interval '1 minute', n % 300
      from generate_series(1, 5000) as n`)
    // What was inserted in bulk waits outside the index of words until a vacuum, which runs by itself otherwise.
    await sql('vacuum analyze communities')
  })

  const searches: { name: string; search: Partial<DiscoverySearch>; indexes: string[] }[] = [
    { name: 'by activity', search: {}, indexes: ['communities_public'] },
    { name: 'by members', search: { order: 'members' }, indexes: ['communities_public_members'] },
    {
      name: 'the second page',
      search: { after: { value: Date.now() - 3_600_000, id: '01890000-0000-7000-8000-000000000000' } },
      indexes: ['communities_public'],
    },
    { name: 'by words', search: { words: ['radio', 'night'] }, indexes: ['communities_search'] },
    { name: 'by tag', search: { tag: 'tag-7' }, indexes: ['communities_tags', 'communities_public'] },
  ]
  it.each(searches)('$name: no table is read from end to end', async ({ search, indexes }) => {
    const whole = { words: [], tag: null, order: 'activity' as const, after: null, limit: 25, ...search }
    const { db } = server.context.database
    const statement = discoveryQuery(db, viewer.user.id, whole).getSQL()
    const plan = await db.transaction(async (tx) => {
      const { sql: raw } = await import('drizzle-orm')
      await tx.execute(searchSettings)
      const { rows } = await tx.execute<{ 'QUERY PLAN': [{ Plan: Plan }] }>(raw`explain (format json) ${statement}`)
      return rows[0]?.['QUERY PLAN'][0].Plan
    })
    const nodes = plan ? flat(plan) : []
    const scanned = nodes.filter((node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] === 'communities')
    expect(scanned).toEqual([])
    expect(nodes.some((node) => indexes.includes(node['Index Name'] ?? ''))).toBe(true)
  })

  it('a page comes from the many as from the few', async () => {
    const { items, next } = await discover({ tag: 'tag-7', limit: '50' })
    expect(items).toHaveLength(50)
    expect(next).not.toBeNull()
    expect(names((await discover({ words: 'night radio' })).items)).toEqual(['Night Radio'])
  })
})
