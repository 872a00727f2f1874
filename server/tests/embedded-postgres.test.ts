import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../database/embedded/embedded-postgres.ts'
import { createLogger } from '../utils/logger.ts'
import { isAlive } from '../utils/processes.ts'

// As root, PostgreSQL's account cannot even enter this folder (mode 0700): the hardest case.
let folder: string
const running: EmbeddedPostgres[] = []
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chaos-embedded-'))
})
afterEach(async () => {
  for (const postgres of running.splice(0)) await postgres[Symbol.asyncDispose]()
})
afterAll(() => rm(folder, { recursive: true }))

const logger = createLogger({ level: 'silent', stream: 'stderr' })
const settings = { fsync: 'off' }

async function start(password = 'right'): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ folder, password, logger, settings })
  running.push(postgres)
  return postgres
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

test('throws a half-made cluster away, keeps what is written over a restart, and is gone when stopped', async () => {
  await mkdir(join(folder, 'cluster.new'))
  await writeFile(join(folder, 'cluster.new/PG_VERSION'), '18\n')
  const first = await start()
  await query(first.url(), 'create table kept as select 42 as answer')
  await first[Symbol.asyncDispose]()
  await first[Symbol.asyncDispose]()
  expect(isAlive(first.pid)).toBe(false)
  expect(existsSync(join(folder, 'cluster/postmaster.pid'))).toBe(false)
  const second = await start()
  expect(await query(second.url(), 'select answer from kept')).toEqual([{ answer: 42 }])
  expect(new Set(await readdir(folder))).toEqual(new Set(['cluster', 'postgres.log']))
})

test('is UTF-8 with the same order everywhere, listens on this machine only and wants the password', async () => {
  const { url } = await start()
  const [row] = await query(
    url(),
    `select current_setting('server_encoding') as encoding, current_setting('listen_addresses') as addresses,
     current_setting('data_checksums') as checksums, lower('ÄÖ') as lower`,
  )
  expect(row).toEqual({ encoding: 'UTF8', addresses: '127.0.0.1', checksums: 'on', lower: 'äö' })
  await expect(query(url().replace(':right@', ':wrong@'), 'select 1')).rejects.toThrow('password authentication failed')
})

test('a second start while it runs takes over the first', async () => {
  const first = await start()
  const second = await start()
  expect(second.pid).toBe(first.pid)
  expect(await query(second.url(), 'select 1 as one')).toEqual([{ one: 1 }])
})

test('after a hard stop, a process id that now belongs to somebody else does not get in the way', async () => {
  const first = await start()
  const pidFile = join(folder, 'cluster/postmaster.pid')
  const text = await readFile(pidFile, 'utf8')
  await first[Symbol.asyncDispose]()
  await writeFile(pidFile, text.replace(/^\d+/, String(process.pid)))
  const second = await start()
  expect(second.pid).not.toBe(process.pid)
  expect(isAlive(process.pid)).toBe(true)
  expect(await query(second.url(), 'select 1 as one')).toEqual([{ one: 1 }])
})

test('when it cannot start, the error has the reason', async () => {
  const refused = startEmbeddedPostgres({ folder, password: 'x', logger, settings: { no_such_setting: '1' } })
  await expect(refused).rejects.toThrow(/unrecognized configuration parameter "no_such_setting"/)
})
