import { CommunityView } from '@chaos/protocol'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { gather } from './harness/gather.ts'
import { query } from './harness/query.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { type SignedInClient, succeeded } from './harness/test-client.ts'

/** Asked for: opening a community takes at most so many. */
const mostQueries = 6
/** A table of fewer rows is read whole by any sensible plan. */
const bigRows = 1_000

let server: TestServer
let owner: SignedInClient
let club: Awaited<ReturnType<typeof gather>>
let roomId: string
beforeAll(async () => {
  server = await startServer({ overrides: { limits: { channelsPerCommunity: 1_000 } } })
  owner = await server.register('owner')
  club = await gather([owner])
  const role = await club.role('Many', ['view_channels'])
  roomId = (await club.channel('Room')).id
  await query(server.databaseUrl, crowd(club.communityId, role.id))
  await query(server.databaseUrl, 'analyze')
})
afterAll(() => server.close())

/** 10,000 members, half of them with a role, 200 channels and their overrides; 20 communities of others beside it. */
const crowd = (communityId: string, roleId: string) => `
  create temporary table crowd as select gen_random_uuid() as id, n from generate_series(1, 10000) n;
  insert into users (id, user_name, display_name, password_hash)
    select id, 'crowd-' || n, 'Crowd ' || n, null from crowd;
  insert into members (community_id, user_id, joined_at)
    select '${communityId}', id, now() - n * interval '1 minute' from crowd;
  insert into member_roles (community_id, user_id, role_id) select '${communityId}', id, '${roleId}' from crowd where n % 2 = 0;
  create temporary table elsewhere as select gen_random_uuid() as id, n from generate_series(1, 20) n;
  insert into communities (id, name) select id, 'Elsewhere ' || n from elsewhere;
  insert into members (community_id, user_id) select e.id, c.id from elsewhere e, crowd c where c.n <= 500;
  insert into roles (id, community_id, kind, name, permissions, position)
    select gen_random_uuid(), e.id, 'custom', 'Role ' || r, '{}', r from elsewhere e, generate_series(1, 100) r;
  insert into categories (id, community_id, name, position)
    select gen_random_uuid(), e.id, 'Category ' || c, c from elsewhere e, generate_series(1, 100) c;
  insert into channels (id, community_id, kind, name, position, user_limit, encryption)
    select gen_random_uuid(), '${communityId}', 'voice', 'Room ' || n, n, 50, 'e2ee' from generate_series(1, 200) n
    union all select gen_random_uuid(), e.id, 'voice', 'Room ' || c, c, 50, 'e2ee' from elsewhere e, generate_series(1, 200) c;
  insert into permission_overrides (id, channel_id, role_id, allow, deny)
    select gen_random_uuid(), id, '${roleId}', '{speak}', '{}' from channels where community_id = '${communityId}';
  insert into permission_overrides (id, channel_id, user_id, allow, deny)
    select gen_random_uuid(), room.id, u.id, '{}', '{speak}'
      from (select id, row_number() over () as n from channels where community_id <> '${communityId}') room
      join crowd u on u.n in (room.n, room.n + 4000);
  insert into invites (code, community_id)
    select 'code-' || n, (select id from elsewhere where elsewhere.n = 1 + crowd.n % 20) from crowd;
`

type Statement = { text: string; values: unknown[] }
const textOf = (asked: unknown): string | undefined =>
  typeof asked === 'string'
    ? asked
    : typeof asked === 'object' && asked && 'text' in asked
      ? String(asked.text)
      : undefined

/** What is asked of the database while `run` runs, as the driver sends it. */
async function statementsOf(run: () => Promise<unknown>): Promise<Statement[]> {
  const spy = vi.spyOn(pg.Client.prototype, 'query')
  try {
    await run()
    return spy.mock.calls.flatMap((call: unknown[]) => {
      const text = textOf(call[0])
      return text === undefined ? [] : [{ text, values: Array.isArray(call[1]) ? call[1] : [] }]
    })
  } finally {
    spy.mockRestore()
  }
}

type Plan = { 'Node Type': string; 'Relation Name'?: string; Plans?: Plan[] }
const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

/** Tables that a statement reads from end to end. */
async function scannedBy({ text, values }: Statement): Promise<string[]> {
  const client = new pg.Client({ connectionString: server.databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(`explain (format json) ${text}`, values)
    const plan = rows[0]?.['QUERY PLAN'][0]?.Plan
    return (plan ? nodesOf(plan) : []).flatMap((node) =>
      node['Node Type'] === 'Seq Scan' ? [node['Relation Name'] ?? '?'] : [],
    )
  } finally {
    await client.end()
  }
}

const bigTables = async (): Promise<Set<unknown>> => {
  const rows = await query(
    server.databaseUrl,
    `select relname from pg_class where relkind = 'r' and reltuples >= ${bigRows}`,
  )
  return new Set(rows.map(({ relname }) => relname))
}

test('opening a community of 10,000 members and 200 channels asks the database six times', async () => {
  const open = async () => succeeded(CommunityView, await owner.get(club.path))
  expect((await open()).channels).toHaveLength(202)
  const statements = await statementsOf(open)
  expect(statements.length, statements.map(({ text }) => text).join('\n')).toBeLessThanOrEqual(mostQueries)
  const startedAtMs = performance.now()
  const before = process.cpuUsage()
  for (let round = 0; round < 20; round += 1) await open()
  const eachMs = (performance.now() - startedAtMs) / 20
  const { user, system } = process.cpuUsage(before)
  const ownMs = (user + system) / 20_000
  process.stdout.write(
    `opening a community: ${statements.length} queries, ${eachMs.toFixed(1)} ms with HTTP, ${ownMs.toFixed(1)} ms of processor here
`,
  )
})

test('no list reads a big table from end to end', async () => {
  const big = await bigTables()
  expect(big.size, 'the crowd is there').toBeGreaterThan(5)
  const paths = [
    ['the community', club.path],
    ['members', `${club.path}/members?limit=100`],
    ['channels', `${club.path}/channels`],
    ['roles', `${club.path}/roles`],
    ['overrides', `/api/channels/${roomId}/overrides`],
    ['rosters', `/api/voice/rosters?communityId=${club.communityId}`],
    ['own communities', '/api/communities'],
  ] as const
  const scans: string[] = []
  for (const [name, path] of paths) {
    const statements = await statementsOf(async () => expect((await owner.get(path)).status).toBe(200))
    expect(statements.length, name).toBeGreaterThan(0)
    for (const statement of statements)
      for (const table of await scannedBy(statement))
        if (big.has(table)) scans.push(`${name}: ${table} in ${statement.text}`)
  }
  expect(scans).toEqual([])
})
