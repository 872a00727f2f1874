import { randomBytes } from 'node:crypto'
import { SignedIn } from '@chaos/protocol'
import { spawnServer } from '../../tests/harness/spawn-server.ts'
import { inParallel } from '../shared/in-parallel.ts'
import { own } from '../shared/own-children.ts'
import { createRestClient } from '../shared/rest-client.ts'
import { type Connection, openConnection } from './connection.ts'
import type { Worker } from './drive.ts'
import { fromSomebody, inTurns, usersMe } from './users-me.ts'

type Account = { userName: string; password: string; token: string }

/** Hashing passwords is the work here, and there are only so many cores. */
const atOnce = 2

/** Our server as it ships, with so many accounts. */
export async function startChaos(accounts: number) {
  await using started = new AsyncDisposableStack()
  const server = await spawnServer({ environment: { TRUSTED_PROXY: '127.0.0.1', LOG_LEVEL: 'info' } })
  started.defer(own(server.pid))
  started.defer(async () => void (await server.stop()))
  const port = Number(new URL(server.url).port)
  const client = createRestClient(server.url)
  const people = await inParallel(Array.from({ length: accounts }), atOnce, async (_, seat): Promise<Account> => {
    const body = { userName: `load-${seat}`, password: randomBytes(16).toString('hex') }
    const { accessToken } = await client.post({ seat }, '/api/auth/register', { body, reply: SignedIn })
    return { ...body, token: accessToken }
  })
  const tokens = people.map(({ token }) => token)
  const connections = new Set<Connection>()
  const connect = () => {
    const connection = openConnection(port)
    connections.add(connection)
    return connection
  }
  started.defer(() => {
    for (const connection of connections) connection.close()
  })
  const jwks = await (await fetch(`${server.url}/.well-known/jwks.json`)).text()
  const owned = started.move()
  return {
    pid: server.pid,
    jwks,
    tokens,
    usersMe: (connection: number) => usersMe(connect(), inTurns(tokens, connection)),
    signIn: (connection: number, of: number) =>
      signIn(connect(), inTurns(people.filter((_, seat) => seat % of === connection))),
    refresh: (connection: number) => refresh(connect(), server.url, people[connection % people.length]),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

const credentials = ({ userName, password }: Account) => JSON.stringify({ userName, password })
const json = { 'content-type': 'application/json' }

function signIn(connection: Connection, next: () => Account): Worker {
  return async () => {
    const headers = { ...fromSomebody(), ...json }
    await connection.ask({ method: 'POST', path: '/api/auth/sign-in', headers, body: credentials(next()) })
  }
}

/** One session, whose cookie is traded again and again. */
function refresh(connection: Connection, origin: string, person: Account | undefined): Worker {
  if (!person) throw new Error('there is nobody to sign in')
  let cookie: string | undefined
  const post = async (path: string, body: string) => {
    const headers = { ...fromSomebody(), ...json, origin, ...(cookie === undefined ? {} : { cookie }) }
    const reply = await connection.ask({ method: 'POST', path, headers, body })
    const set = reply.headers['set-cookie']
    if (!set) throw new Error(`${path} sets no cookie`)
    // The refresh token, and the secret by which the browser is known again.
    cookie = set.map((line) => line.split(';', 1)[0]).join('; ')
  }
  return async () => {
    if (cookie === undefined) await post('/api/auth/sign-in', credentials(person))
    await post('/api/auth/refresh', '{}')
  }
}
