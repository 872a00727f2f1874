import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Community, Role, SignedIn } from '@chaos/protocol'
import { reachEmbeddedPostgres } from '../../database/embedded/embedded-postgres.ts'
import { fillWithCrowd } from '../../tests/harness/crowd.ts'
import { spawnServer } from '../../tests/harness/spawn-server.ts'
import { own } from '../shared/own-children.ts'
import { createRestClient } from '../shared/rest-client.ts'
import { openConnection } from './connection.ts'
import type { Worker } from './drive.ts'
import { fromSomebody } from './users-me.ts'

/** Our server as it ships, with a community of 10,000 members and 200 channels, and somebody who opens it. */
export async function startCommunity() {
  await using started = new AsyncDisposableStack()
  const server = await spawnServer({ environment: { TRUSTED_PROXY: '127.0.0.1', LOG_LEVEL: 'info' } })
  started.defer(own(server.pid))
  started.defer(async () => void (await server.stop()))
  const client = createRestClient(server.url)
  const body = { userName: 'owner', password: randomBytes(16).toString('hex') }
  const { accessToken: token, user } = await client.post({ seat: 0 }, '/api/auth/register', { body, reply: SignedIn })
  const owner = { seat: 0, token }
  const { id } = await client.post(owner, '/api/communities', { body: { name: 'Crowd' }, reply: Community })
  const path = `/api/communities/${id}`
  const many = { name: 'Many', permissions: ['view_channels'] }
  const role = await client.post(owner, `${path}/roles`, { body: many, reply: Role })

  const folder = join(server.dataDirectory, 'postgres')
  const password = await readFile(join(server.dataDirectory, 'secrets/postgres-password'), 'utf8')
  const postgres = await reachEmbeddedPostgres({ folder, password: password.trim() })
  await fillWithCrowd({ databaseUrl: postgres.url(), ownerId: user.id, communityId: id, roleId: role.id })

  const connection = openConnection(Number(new URL(server.url).port))
  started.defer(connection.close)
  const open: Worker = async () => {
    const headers = { ...fromSomebody(), authorization: `Bearer ${token}` }
    await connection.ask({ method: 'GET', path, headers })
  }
  const owned = started.move()
  return { pid: server.pid, open, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}
