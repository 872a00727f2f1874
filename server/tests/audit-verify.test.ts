import { execFile } from 'node:child_process'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { verifyAuditLog } from '../auth/verify-audit-log.ts'
import { rootDirectory } from '../config/read-config.ts'
import { openDatabase } from '../database/database.ts'
import { type AuditStore, createAuditStore } from '../database/stores/audit-store.ts'
import { newId } from '../utils/ids.ts'
import { spawnServer } from './harness/spawn-server.ts'
import { createTestDatabase } from './harness/test-database.ts'
import { registerClient } from './harness/test-client.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let opened: ReturnType<typeof openDatabase>
let owner: pg.Client
let store: AuditStore
const subjectId = newId()

beforeAll(async () => {
  database = await createTestDatabase()
  opened = openDatabase({ url: database.url, connections: 2, logger: { error: () => {} } })
  store = createAuditStore(opened.db)
  owner = new pg.Client({ connectionString: database.url })
  await owner.connect()
})
beforeEach(async () => {
  await tamper('truncate audit_entries', 'truncate audit_details')
  for (let count = 1; count <= 5; count += 1)
    await store.append([{ action: 'sign_in.failed', subjectId, ip: `192.0.2.${count}`, details: { count, b: null } }])
})
afterAll(async () => {
  await owner.end()
  await opened[Symbol.asyncDispose]()
  await database.drop()
})

/** What the owner of the tables can do: switch the triggers off. */
async function tamper(...statements: string[]): Promise<void> {
  for (const table of ['audit_entries', 'audit_details']) await owner.query(`alter table ${table} disable trigger all`)
  for (const statement of statements) await owner.query(statement)
  for (const table of ['audit_entries', 'audit_details']) await owner.query(`alter table ${table} enable trigger all`)
}

type Run = { code: number | null; output: string }
function runCommand(args: string[], environment: Record<string, string>): Promise<Run> {
  const node = join(rootDirectory, 'node_modules/.bin/node')
  const options = { cwd: rootDirectory, env: { ...process.env, NODE_ENV: 'production', ...environment } }
  return new Promise((resolve) => {
    const child = execFile(node, ['server/commands/audit.ts', ...args], options, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, output: stdout + stderr }),
    )
  })
}

test('a log that nobody touched is whole, and so is an empty one', async () => {
  const verdict = await verifyAuditLog(store, null)
  expect(verdict).toMatchObject({ kind: 'whole', entries: 5, erased: 0, head: { position: 5 } })
  await tamper('delete from audit_entries')
  expect(await verifyAuditLog(store, null)).toEqual({ kind: 'whole', entries: 0, erased: 0, head: null })
})

test('erasing the personal details of an account leaves it whole', async () => {
  await owner.query('delete from audit_details where entry_id in (select id from audit_entries where position > 3)')
  expect(await verifyAuditLog(store, null)).toMatchObject({ kind: 'whole', entries: 5, erased: 2 })
})

const link = (position: number) => `(select hash from audit_entries where position = ${position})`
test.each<[string, string[], number, string]>([
  ['an action', [`update audit_entries set action = 'session.opened' where position = 3`], 3, 'it was changed'],
  ['a time', [`update audit_entries set at = at + interval '1 ms' where position = 2`], 2, 'it was changed'],
  ['whom it is about', [`update audit_entries set subject_id = null where position = 4`], 4, 'it was changed'],
  ['a hash', [`update audit_entries set hash = previous_hash where position = 1`], 1, 'it was changed'],
  [
    'an address',
    [`update audit_details set ip = '198.51.100.1' where ip = '192.0.2.3'`],
    3,
    'its address or details were changed',
  ],
  [
    'a detail',
    [`update audit_details set details = '{"count": 9}' where ip = '192.0.2.5'`],
    5,
    'its address or details were changed',
  ],
  ['a removed one', [`delete from audit_entries where position = 2`], 2, 'one or more entries before it are missing'],
  [
    'a removed first one',
    [`delete from audit_entries where position = 1`],
    1,
    'one or more entries before it are missing',
  ],
  [
    'a removed one, closed up',
    [
      `delete from audit_entries where position = 2`,
      `update audit_entries set position = position - 1 where position = 3`,
      `update audit_entries set position = position - 1 where position = 4`,
      `update audit_entries set position = position - 1 where position = 5`,
    ],
    2,
    'it does not follow the entry before it',
  ],
  [
    'a removed one, sewn up',
    [
      `update audit_entries set previous_hash = ${link(1)} where position = 3`,
      `delete from audit_entries where position = 2`,
      `update audit_entries set position = 2 where position = 3`,
    ],
    2,
    'it was changed',
  ],
])('%s changed by the owner of the tables is named', async (_name, statements, position, why) => {
  await tamper(...statements)
  const verdict = await verifyAuditLog(store, null)
  expect(verdict).toMatchObject({ kind: 'broken', position })
  expect(verdict).toHaveProperty('why', why)
})

test('a head that was noted shows that the newest are missing, or that all was written anew', async () => {
  const first = await verifyAuditLog(store, null)
  const noted = first.kind === 'whole' ? first.head : null
  await store.append([{ action: 'sign_in.failed' }])
  expect(await verifyAuditLog(store, noted)).toMatchObject({ kind: 'whole', entries: 6 })
  await tamper('delete from audit_entries where position > 3')
  expect(await verifyAuditLog(store, null)).toMatchObject({ kind: 'whole', entries: 3 })
  expect(await verifyAuditLog(store, noted)).toMatchObject({ kind: 'broken', position: 4, id: null })
  await store.append([{ action: 'sign_in.failed' }, { action: 'sign_in.failed' }])
  expect(await verifyAuditLog(store, null)).toMatchObject({ kind: 'whole', entries: 5 })
  expect(await verifyAuditLog(store, noted)).toMatchObject({ kind: 'broken', position: 5 })
})

describe('the command', () => {
  test('says that all is well and where the chain ends, or names the first broken entry', async () => {
    const environment = { DATABASE_URL: database.url }
    const whole = await runCommand(['verify'], environment)
    expect(whole.output).toMatch(/^The audit log is whole: 5 entries\.\nNewest: 5:[0-9a-f]{64}\n$/)
    expect(whole.code).toBe(0)
    const mark = whole.output.trim().split(' ').at(-1) ?? ''
    expect((await runCommand(['verify', mark], environment)).code).toBe(0)
    await tamper(`update audit_entries set action = 'session.opened' where position = 3`)
    const broken = await runCommand(['verify'], environment)
    expect(broken.output).toMatch(/^The audit log is broken at entry 3 \([0-9a-f-]{36}\): it was changed\.\n$/)
    expect(broken.code).toBe(1)
  })

  test.each([[[]], [['check']], [['verify', '5:short']]])('explains itself when asked for %o', async (args) => {
    const { code, output } = await runCommand(args, {})
    expect([code, output]).toEqual([2, expect.stringContaining('npm run audit -- verify [POSITION:HASH]')])
  })
})

describe('with the embedded database', () => {
  let server: Awaited<ReturnType<typeof spawnServer>>
  beforeAll(async () => {
    server = await spawnServer()
    await registerClient(server.url, 'somebody')
  }, 60_000)
  afterAll(() => server.stop())

  test('it works beside the running server', async () => {
    const { code, output } = await runCommand(['verify'], { DATA_DIR: server.dataDirectory, DATABASE_URL: '' })
    expect([code, output]).toEqual([0, expect.stringContaining('is whole: 2 entries.')])
    await registerClient(server.url, 'somebody-else')
  })
})
