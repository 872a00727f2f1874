import { CommunityView } from '@chaos/protocol'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { registerWithRole } from './harness/administrators.ts'
import { fillWithCrowd } from './harness/crowd.ts'
import { gather } from './harness/gather.ts'
import { withKeys } from './harness/key-person.ts'
import { query } from './harness/query.ts'
import { routesOf } from './harness/routes.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { type SignedInClient, succeeded } from './harness/test-client.ts'

/** Asked for: opening a community takes at most so many. */
const mostQueries = 6
/** A table of fewer rows is read whole by any sensible plan. */
const bigRows = 1_000

let server: TestServer
let owner: SignedInClient
let club: Awaited<ReturnType<typeof gather>>
let roleId: string
let ids: Record<string, string>
let explainer: pg.Client
beforeAll(async () => {
  server = await startServer({ overrides: { limits: { channelsPerCommunity: 1_000 } } })
  owner = await registerWithRole(server, 'owner', 'owner')
  club = await gather([owner])
  roleId = (await club.role('Many', ['view_channels'])).id
  const room = await club.channel('Room')
  const { device } = await withKeys(owner)
  const { databaseUrl } = server
  explainer = new pg.Client({ connectionString: databaseUrl })
  await explainer.connect()
  await fillWithCrowd({ databaseUrl, ownerId: owner.user.id, communityId: club.communityId, roleId })
  const one = async (statement: string): Promise<string> =>
    String(Object.values((await query(databaseUrl, statement))[0] ?? {})[0])
  ids = {
    communityId: club.communityId,
    roleId,
    userId: await one("select id from users where user_name = 'crowd-7'"),
    reportId: await one(`select id from reports where community_id = '${club.communityId}' limit 1`),
    code: club.code,
    publicId: await one("select id from communities where name = 'Public 2'"),
    bannedFrom: await one(`select community_id from bans where user_id = '${owner.user.id}'`),
    channelId: room.id,
    deviceId: device.device.deviceId,
    generation: '1',
    messageId: await one(`select id from messages where channel_id = '${room.id}' and position = 500`),
    conversationId: await one(`select channel_id from conversation_members where user_id = '${owner.user.id}' limit 1`),
  }
})
afterAll(async () => {
  await explainer?.end()
  await server?.close()
})

/** Every GET route, and the queries it is asked with; null: it reads no tables that grow, or has a test of its own for whom it is for. */
const routes: Record<string, readonly string[] | null> = {
  '/api/docs': null,
  '/api/docs/': null,
  '/api/docs/static/index.html': null,
  '/api/docs/static/swagger-initializer.js': null,
  '/api/docs/*': null,
  '/api/docs/json': null,
  '/api/docs/yaml': null,
  '/api/openapi.json': null,
  '/api/health/live': null,
  '/api/health/ready': null,
  '/.well-known/jwks.json': null,
  '/api/auth/server': null,
  '/api/auth/providers': null,
  '/api/auth/providers/': null,
  '/api/auth/registration': null,
  // They want a cookie, a link or a file.
  '/api/auth/providers/sign-up': null,
  '/api/auth/providers/:provider/callback': null,
  '/api/users/avatars/:avatar/:size': null,
  '/api/users/exports/:exportId/file': null,

  '/api/auth/providers/linked': [''],
  '/api/auth/sessions': [''],
  '/api/auth/methods': [''],
  '/api/users/administration/settings': [''],
  '/api/users/administration/users': ['', '?search=crowd-77', '?status=disabled', '?role=admin'],
  '/api/users/administration/users/:userId': [''],
  '/api/users/administration/audit': ['', '?action=channel.created', '?actorId=:userId', '?subjectId=:userId'],
  '/api/users/administration/registrations': [''],
  '/api/users/me': [''],
  '/api/users/me/security-log': [''],
  '/api/users/me/status': [''],
  '/api/users/me/profile': [''],
  '/api/users/me/preferences': [''],
  '/api/users/me/exports': [''],
  '/api/users/me/email': [''],
  '/api/users/me/deletion': [''],
  '/api/users/me/bots': [''],
  '/api/users/me/notifications': [''],
  '/api/users/me/notifications/counts': [''],
  '/api/users/me/notifications/levels': [''],
  '/api/users/me/notifications/quiet-hours': [''],
  '/api/users/me/notifications/push/key': [''],
  '/api/users/me/keys/log': [''],
  '/api/users/me/keys/devices': [''],
  '/api/users/me/keys/recovery': [''],
  '/api/users/me/keys/archive': null,
  '/api/users/me/keys/approvals': [''],
  '/api/users/me/keys/approvals/:approvalId': null,
  '/api/users/:userId/keys': [''],
  '/api/channels/:channelId/keys/generations': ['?deviceId=:deviceId'],
  '/api/channels/:channelId/keys/generations/:generation/roster': [''],
  '/api/channels/:channelId/keys/waiting': ['?deviceId=:deviceId'],
  '/api/channels/:channelId/keys/readers': [''],
  '/api/channels/:channelId/keys/logs/:userId': [''],
  '/api/users/relationships': ['', '?kind=friend'],
  '/api/users/:userId/profile': [''],
  '/api/communities': [''],
  '/api/communities/invites/:code': [''],
  '/api/communities/discovery': ['', '?order=members', '?words=public+4444', '?tag=tag7'],
  '/api/communities/:communityId': [''],
  '/api/communities/:publicId/preview': [''],
  '/api/communities/:communityId/members': ['', '?order=name', '?search=crowd-77', '?roleId=:roleId'],
  '/api/communities/:communityId/members/:userId': [''],
  '/api/communities/:communityId/invites': [''],
  '/api/communities/:communityId/reports': ['', '?state=open'],
  '/api/communities/:communityId/reports/mine': [''],
  '/api/communities/:communityId/reports/:reportId/notes': [''],
  '/api/communities/:communityId/roles': [''],
  '/api/communities/:communityId/roles/:roleId/view': [''],
  '/api/communities/:communityId/bans': [''],
  '/api/communities/:bannedFrom/bans/me': [''],
  '/api/communities/:communityId/bots': [''],
  '/api/communities/:communityId/automatic-rules': [''],
  '/api/communities/:communityId/audit': ['', '?actorId=:userId'],
  '/api/communities/:communityId/channels': [''],
  '/api/communities/:communityId/webhooks': [''],
  '/api/channels/conversations': [''],
  '/api/channels/conversations/people': ['', '?search=crowd-77'],
  '/api/channels/conversations/:conversationId': [''],
  '/api/channels/:channelId/overrides': [''],
  '/api/messages': [
    ...['?channelId=:channelId', '?channelId=:channelId&before=900', '?channelId=:channelId&after=20'],
    ...['?channelId=:channelId&around=:messageId', '?channelId=:channelId&at=2026-01-01'],
  ],
  '/api/messages/pins': ['?channelId=:channelId'],
  '/api/messages/unheard': ['?channelId=:channelId'],
  '/api/messages/reading': ['', '?communityId=:communityId'],
  '/api/messages/drafts': [''],
  '/api/messages/:messageId': [''],
  '/api/messages/:messageId/reactions': [''],
  '/api/messages/:messageId/listeners': [''],
  // Finds the message as the others do; the rest is a file.
  '/api/messages/:messageId/audio': null,
  '/api/voice/rosters': ['?communityId=:communityId'],
}
/** One that is read along its index is all there is to go by: whichever is fewer, all bots or all members of the community. */
const walked: Record<string, string> = {
  '/api/communities/:communityId/bots': 'bots',
  // Everybody who can read the channel is asked for: of whom that is most people, the whole is what there is to read.
  '/api/channels/:channelId/keys/readers': 'key_identities',
}
/** The parameter that the route has by another name there. */
const asRouted = (path: string): string =>
  path.replace(':conversationId', ':channelId').replace(/:(publicId|bannedFrom)/, ':communityId')
const fillIn = (path: string): string => path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? name)

type Statement = { text: string; values: unknown[] }
const partsOf = (asked: unknown, values: unknown): Statement[] => {
  if (typeof asked === 'string') return [{ text: asked, values: Array.isArray(values) ? values : [] }]
  if (typeof asked !== 'object' || !asked || !('text' in asked)) return []
  const own = 'values' in asked ? asked.values : values
  return [{ text: String(asked.text), values: Array.isArray(own) ? own : [] }]
}

/** What is asked of the database while `run` runs, as the driver sends it. */
async function statementsOf(run: () => Promise<unknown>): Promise<Statement[]> {
  const spy = vi.spyOn(pg.Client.prototype, 'query')
  try {
    await run()
    return spy.mock.calls.flatMap((call: unknown[]) => partsOf(call[0], call[1]))
  } finally {
    spy.mockRestore()
  }
}

type Plan = {
  'Node Type': string
  'Parent Relationship'?: string
  'Relation Name'?: string
  'Index Cond'?: string
  Plans?: Plan[]
}
/** They want all that is below them before they give anything. */
const greedy = new Set(['Sort', 'Aggregate', 'Materialize', 'SetOp', 'WindowAgg'])
const isApart = (plan: Plan): boolean => ['SubPlan', 'InitPlan'].includes(plan['Parent Relationship'] ?? '')

/** Tables that a plan reads from end to end: by no index, or along one without a condition, and no limit stops it. */
function scannedIn(plan: Plan, stopsEarly = false): string[] {
  const type = plan['Node Type']
  const stops = type === 'Limit' || (stopsEarly && !isApart(plan) && !greedy.has(type))
  const isWalk = /^Index (Only )?Scan$/.test(type) && plan['Index Cond'] === undefined && !stops
  const own = type === 'Seq Scan' || isWalk ? [plan['Relation Name'] ?? '?'] : []
  return [...own, ...(plan.Plans ?? []).flatMap((child) => scannedIn(child, stops))]
}

/** Tables that it reads from end to end beside what it looks for, to know something of each row. */
function scannedBesideIn(plan: Plan, isBeside = false): string[] {
  const beside = isBeside || plan['Parent Relationship'] === 'SubPlan'
  const own = beside && plan['Node Type'] === 'Seq Scan' ? [plan['Relation Name'] ?? '?'] : []
  return [...own, ...(plan.Plans ?? []).flatMap((child) => scannedBesideIn(child, beside))]
}

/** For servers a hundred times this size, on which reading a table whole is never the cheapest way to some of its rows. */
const asOnLargeServers = ['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin'].map(
  (name) => `set local ${name} = off`,
)

/** Tables that a statement has to read from end to end, or does although it need not. */
async function scannedBy({ text, values }: Statement): Promise<string[]> {
  if (!/^\s*(select|with|insert|update|delete|\()/i.test(text)) return []
  const explain = async (): Promise<Plan | undefined> => {
    const asked = explainer.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(`explain (format json) ${text}`, values)
    return (await asked).rows[0]?.['QUERY PLAN'][0]?.Plan
  }
  const usual = await explain()
  await explainer.query(['begin', ...asOnLargeServers].join(';'))
  const large = await explain()
  await explainer.query('rollback')
  return [...(usual ? scannedBesideIn(usual) : []), ...(large ? scannedIn(large) : [])]
}

const bigTables = async (): Promise<Set<unknown>> => {
  const rows = await query(
    server.databaseUrl,
    `select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples >= ${bigRows}`,
  )
  return new Set(rows.map(({ relname }) => relname))
}

test('opening a community of 10,000 members and 200 channels asks the database six times', async () => {
  const open = async () => succeeded(CommunityView, await owner.get(club.path))
  expect((await open()).channels).toHaveLength(202)
  const statements = await statementsOf(open)
  expect(statements.length, statements.map(({ text }) => text).join('\n')).toBeLessThanOrEqual(mostQueries)
  const rounds = 20
  const startedAtMs = performance.now()
  const before = process.cpuUsage()
  for (let round = 0; round < rounds; round += 1) await open()
  const eachMs = (performance.now() - startedAtMs) / rounds
  const { user, system } = process.cpuUsage(before)
  const ownMs = (user + system) / 1000 / rounds
  const words = `${statements.length} queries, ${eachMs.toFixed(1)} ms with HTTP, ${ownMs.toFixed(1)} ms of processor here`
  process.stdout.write(`opening a community: ${words}\n`)
})

test('every GET route is in the table', () => {
  const served = routesOf(server.app)
    .filter(({ method, path }) => method === 'GET' && /^\/(api|\.well-known)\//.test(path))
    .map(({ path }) => path)
  expect(Object.keys(routes).map(asRouted).toSorted()).toEqual([...new Set(served)].toSorted())
})

test('no route reads a big table from end to end, on its first page or the next', async () => {
  const big = await bigTables()
  const scans: string[] = []

  /** Returns where the next page is. */
  async function look(route: string, path: string): Promise<string | null> {
    let body: unknown
    const statements = await statementsOf(async () => {
      const reply = await owner.get(path)
      expect(reply.status, `${path}: ${JSON.stringify(reply.body)}`).toBeLessThan(300)
      body = reply.body
    })
    for (const statement of statements)
      for (const table of await scannedBy(statement))
        if (big.has(table) && walked[route] !== table) scans.push(`${path}: ${table} in ${statement.text}`)
    return typeof body === 'object' && body && 'next' in body && typeof body.next === 'string' ? body.next : null
  }

  for (const [route, variants] of Object.entries(routes)) {
    for (const variant of variants ?? []) {
      const path = fillIn(route + variant)
      const next = await look(route, path)
      if (next) await look(route, `${path}${variant === '' ? '?' : '&'}cursor=${encodeURIComponent(next)}`)
    }
  }
  expect(scans).toEqual([])
})
