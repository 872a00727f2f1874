import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillIn, type Route, routesOf } from '../harness/routes.ts'
import { startServer, type TestServer } from '../harness/start-server.ts'
import { codeOf, type Reply, type TestClient } from '../harness/test-client.ts'
import type { Row } from './row.ts'
import { refusalOf, rows, sockets } from './rows.ts'
import { createWorlds, type People, type Persona, personas, registerPeople, type World } from './world.ts'

// Every route against everybody, by one table.
let server: TestServer
let people: People
let worlds: ReturnType<typeof createWorlds>
let shared: World

beforeAll(async () => {
  server = await startServer()
  people = await registerPeople(server)
  worlds = createWorlds(server, people)
  shared = await worlds.create()
})
afterAll(async () => {
  await worlds?.close()
  await server?.close()
})

const clientOf = (persona: Persona): TestClient => (persona === 'anonymous' ? server.anonymous : people[persona])
/** Whatever the web client's files are, they are for everybody. */
const counts = ({ method, path }: Route): boolean =>
  !['HEAD', 'OPTIONS'].includes(method) && /^\/(api|ws|\.well-known)\//.test(path)

async function ask(name: string, { at, body }: Row, { persona, world }: { persona: Persona; world: World }) {
  const [method = '', path = ''] = name.split(' ')
  const where = at ? at(world) : fillIn(path)
  // A body of nothing in particular, where none is named: who may is asked before what.
  const sent = body ? body(world) : ['GET', 'DELETE'].includes(method) ? undefined : {}
  const headers = { origin: server.context.publicUrl.get() }
  return clientOf(persona).call(method, where, { headers, ...(sent !== undefined && { body: sent }) })
}

/** What a reply says about who asked: null, or the code of a refusal. */
function verdictOf({ status, body }: Reply, { orCode = [] }: Row): string | null {
  const code = codeOf({ status, body, headers: new Headers() })
  if (status < 400 || orCode.includes(code)) return null
  return code || `status ${status}`
}

it('has a row for every route, and for nothing else', () => {
  const routes = routesOf(server.app)
    .filter(counts)
    .map(({ method, path }) => `${method} ${path}`)
  expect(new Set([...Object.keys(rows), ...sockets])).toEqual(new Set(routes))
})

describe.each(Object.entries(rows))('%s', (name, row) => {
  it(`is for ${row.may}`, async () => {
    const expected: Partial<Record<Persona, string | null>> = {}
    const found: Partial<Record<Persona, string | null>> = {}
    const tries = personas.map(async (persona) => {
      const world = row.changes ? await worlds.create() : shared
      const reply = await ask(name, row, { persona, world })
      expect(reply.status, `${persona}: ${JSON.stringify(reply.body)}`).toBeLessThan(500)
      if (row.may === 'proof') return
      expected[persona] = refusalOf(row, persona)
      found[persona] = verdictOf(reply, row)
    })
    await Promise.all(tries)
    expect(found).toEqual(expected)
  })
})
