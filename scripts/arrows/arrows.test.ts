import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { checkArrows } from './check-arrows.ts'
import { table } from './table.mjs'

type Files = Record<string, string>

const manifest = (name: string, exports: Files) => JSON.stringify({ name, type: 'module', exports })

/** A small repository in which every arrow is in the table. */
const clean: Files = {
  'package.json': JSON.stringify({ type: 'module', workspaces: ['packages/*', 'server', 'FrontEnd'] }),
  'packages/protocol/package.json': manifest('@chaos/protocol', { '.': './src/index.ts' }),
  'packages/protocol/src/index.ts': "export * from './ids.ts'",
  'packages/protocol/src/ids.ts': 'export const id = 1',
  'packages/protocol/src/ids.test.ts': "import { readFileSync } from 'node:fs'\nexport const text = readFileSync",
  'packages/crypto/package.json': manifest('@chaos/crypto', {
    '.': './src/index.ts',
    './delivery': './src/delivery.ts',
  }),
  'packages/crypto/src/index.ts': 'export const secret = 1',
  'packages/crypto/src/delivery.ts': 'export const header = 1',
  'packages/client-core/package.json': manifest('@chaos/client-core', { '.': './src/index.ts' }),
  'packages/client-core/src/index.ts':
    "import { secret } from '@chaos/crypto'\nimport { id } from '@chaos/protocol'\nexport type State = { id: typeof id }\nexport const start = () => secret",
  'server/package.json': manifest('@chaos/server', {}),
  'server/main.ts':
    "import { route } from './api/route.ts'\nimport { db } from './database/db.ts'\nexport const all = [route, db]",
  'server/api/route.ts':
    "import { id } from '@chaos/protocol'\nimport { service } from '../community/service.ts'\nexport const route = [id, service]",
  'server/realtime/socket.ts': "import { room } from '../voice/room.ts'\nexport const socket = room",
  'server/voice/room.ts': "import { header } from '@chaos/crypto/delivery'\nexport const room = header",
  'server/keys/log.ts': "import { service } from '../community/service.ts'\nexport const log = service",
  'server/community/service.ts': "import { db } from '../database/db.ts'\nexport const service = db",
  'server/database/db.ts': "import { log } from '../utils/log.ts'\nexport const db = log",
  'server/utils/log.ts': "import process from 'node:process'\nexport const log = process.pid",
  'server/tests/api.test.ts':
    "import { secret } from '@chaos/crypto'\nimport { db } from '../database/db.ts'\nexport const all = [secret, db]",
  'FrontEnd/package.json': manifest('@chaos/frontend', {}),
  'FrontEnd/app/main.tsx':
    "import { start } from '@chaos/client-core'\nimport { Tile } from '../components/tile.tsx'\nexport const main = () => <Tile state={start()} />",
  'FrontEnd/components/tile.tsx':
    "import type { State } from '@chaos/client-core'\nimport '../styles/tile.css'\nexport const Tile = (state: State) => <b>{state.id}</b>",
  'FrontEnd/styles/tile.css': '',
  'scripts/build.mjs': "import { readFileSync } from 'node:fs'\nexport const read = readFileSync",
}

const roots: string[] = []

afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true, force: true })
})

function plant(changes: Files): string {
  const root = mkdtempSync(join(tmpdir(), 'chaos-arrows-'))
  roots.push(root)
  for (const [path, text] of Object.entries({ ...clean, ...changes })) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  mkdirSync(join(root, 'node_modules/@chaos'), { recursive: true })
  for (const name of ['protocol', 'crypto', 'client-core']) {
    symlinkSync(join(root, 'packages', name), join(root, 'node_modules/@chaos', name), 'junction')
  }
  return root
}

test('a tree that keeps to the table passes, and all of it was read', async () => {
  const { modules, problems } = await checkArrows(plant({}))
  expect(problems).toEqual([])
  expect(modules).toBe(Object.keys(clean).filter((path) => /\.(tsx?|mjs)$/.test(path)).length)
})

const violations: [name: string, file: string, text: string, problem: string][] = [
  ['the API reads the database', 'server/api/x.ts', "import '../database/db.ts'", 'server/api → '],
  ['the API uses the sockets', 'server/api/x.ts', "import '../realtime/socket.ts'", 'server/api → '],
  ['the sockets read the database', 'server/realtime/x.ts', "import '../database/db.ts'", 'server/realtime → '],
  ['the sockets use the API', 'server/realtime/x.ts', "import '../api/route.ts'", 'server/realtime → '],
  ['a domain uses the API', 'server/voice/x.ts', "import '../api/route.ts'", 'server/voice → '],
  ['a domain looks up', 'server/community/x.ts', "import '../voice/room.ts'", 'server/community → '],
  ['a domain takes the composition', 'server/voice/x.ts', "import '../main.ts'", 'server/voice → '],
  ['the database knows a domain', 'server/database/x.ts', "import '../community/service.ts'", 'server/database → '],
  ['utils know more than the protocol', 'server/utils/x.ts', "import '../database/db.ts'", 'server/utils → '],
  ['the server holds secrets', 'server/voice/x.ts', "import '@chaos/crypto'", 'server/voice → '],
  ['the keeper of keys holds secrets', 'server/keys/x.ts', "import '@chaos/crypto'", 'server/keys → '],
  ['the keeper of keys uses the API', 'server/keys/x.ts', "import '../api/route.ts'", 'server/keys → '],
  ['a domain looks at keys', 'server/community/x.ts', "import '../keys/log.ts'", 'server/community → '],
  ['the composition holds secrets', 'server/main.ts', "import '@chaos/crypto'", 'server/main.ts → '],
  ['the server uses the client', 'server/auth/x.ts', "import '@chaos/client-core'", 'server/auth → '],
  ['an arrow as a type only', 'server/api/x.ts', "import type { db } from '../database/db.ts'", 'server/api → '],
  ['an arrow at run time', 'server/api/x.ts', "export const db = await import('../database/db.ts')", 'server/api → '],
  ['an arrow in a re-export', 'server/api/x.ts', "export * from '../database/db.ts'", 'server/api → '],
  ['an arrow behind `using`', 'server/api/x.ts', "await using db = await import('../database/db.ts')", 'server/api → '],
  ['a neutral package uses another', 'packages/audio/x.ts', "import '@chaos/protocol'", 'packages/audio → '],
  [
    'the client core uses the web client',
    'packages/client-core/src/x.ts',
    "import '../../../FrontEnd/app/main.tsx'",
    'packages/client-core → ',
  ],
  [
    'a component starts things',
    'FrontEnd/components/x.tsx',
    "import { start } from '@chaos/client-core'",
    'more than types',
  ],
  ['a component uses the app', 'FrontEnd/components/x.tsx', "import '../app/main.tsx'", 'FrontEnd/components → '],
  ['a script uses the server', 'scripts/x.ts', "import '../server/main.ts'", 'scripts → '],
  ['a neutral package uses Node', 'packages/crypto/src/x.ts', "import 'node:fs'", 'nothing of Node'],
  ['a neutral package uses React', 'packages/client-core/src/x.ts', "import 'react'", 'no React'],
  ['a package is entered by path', 'FrontEnd/app/x.ts', "import '../../packages/crypto/src/index.ts'", 'by name'],
  ['a package is entered past its exports', 'FrontEnd/app/x.ts', "import '@chaos/crypto/src/index.ts'", 'is exported'],
  ['a file that does not exist', 'FrontEnd/app/x.ts', "import './nothing.ts'", 'exists'],
  ['a circle', 'packages/protocol/src/ids.ts', "import './index.ts'", 'no cycles'],
  ['product code uses a test', 'server/voice/x.ts', "import '../tests/api.test.ts'", 'imports no tests'],
  ['a folder without a row', 'server/insight/x.ts', 'export const x = 1', 'no row in the table'],
]

test.each(violations)('reports: %s', async (_name, file, text, problem) => {
  const { problems } = await checkArrows(plant({ [file]: text }))
  expect(problems).toContainEqual(expect.stringContaining(problem))
  expect(problems).toContainEqual(expect.stringContaining(file))
})

test('a file that cannot be read stops the check', async () => {
  await expect(checkArrows(plant({ 'server/api/x.ts': 'export const = 1' }))).rejects.toThrow('server/api/x.ts')
})

test('a file that dependency-cruiser passed over is reported', async () => {
  // It skips every path that contains this word, and it says nothing about it.
  const { problems } = await checkArrows(plant({ 'server/api/node_modules_list.ts': 'export const x = 1' }))
  expect(problems).toEqual(['not read: server/api/node_modules_list.ts'])
})

test('every row of the table names what exists in the table or in packages', () => {
  const named = table.flatMap(({ allow, types = [] }) => [...allow, ...types])
  const known = new Set([...table.map(({ from }) => from), 'server', 'FrontEnd', 'packages', '@chaos/crypto/delivery'])
  expect(named.filter((path) => !known.has(path))).toEqual([])
})
