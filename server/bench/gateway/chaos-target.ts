import { randomBytes } from 'node:crypto'
import { Channel, Community, Invite, InviteAcceptance, protocolVersion, SignedIn } from '@chaos/protocol'
import { spawnServer } from '../../tests/harness/spawn-server.ts'
import { addressOf } from '../shared/addresses.ts'
import { inParallel } from '../shared/in-parallel.ts'
import { own } from '../shared/own-children.ts'
import { createRestClient } from '../shared/rest-client.ts'
import type { Target } from './target.ts'

const accounts = 50
const atOnce = 2

/** Our server as it ships, with a community whose members look at it. An event is a change of one of its channels. */
export async function startChaos(): Promise<Target & { textOf(mark: string): string }> {
  await using started = new AsyncDisposableStack()
  const server = await spawnServer({ environment: { TRUSTED_PROXY: '127.0.0.1' } })
  started.defer(own(server.pid))
  started.defer(async () => void (await server.stop()))
  const client = createRestClient(server.url)
  const tokens = await inParallel(Array.from({ length: accounts }), atOnce, async (_, seat) => {
    const body = { userName: `load-${seat}`, password: randomBytes(16).toString('hex') }
    return (await client.post({ seat }, '/api/auth/register', { body, reply: SignedIn })).accessToken
  })
  const tokenOf = (seat: number): string => tokens[seat % tokens.length] ?? ''
  const owner = { seat: 0, token: tokenOf(0) }
  const community = await client.post(owner, '/api/communities', { body: { name: 'Crowd' }, reply: Community })
  const path = `/api/communities/${community.id}`
  const hall = await client.post(owner, `${path}/channels`, { body: { name: 'Hall' }, reply: Channel })
  const { code } = await client.post(owner, `${path}/invites`, { body: {}, reply: Invite })
  for (const seat of tokens.keys()) {
    const guest = { seat, token: tokenOf(seat) }
    await client.post(guest, `/api/communities/invites/${code}/accept`, { body: {}, reply: InviteAcceptance })
  }
  let round = 0
  const owned = started.move()
  return {
    name: 'chaos',
    pid: server.pid,
    textOf: (mark) => JSON.stringify({ type: 'channel.updated', channel: { ...hall, name: mark } }),
    door: (seat) => ({
      url: `${server.url.replace(/^http/, 'ws')}/ws/presence`,
      headers: { 'x-forwarded-for': addressOf(seat) },
      says: [
        JSON.stringify({ type: 'session.hello', version: protocolVersion, token: tokenOf(seat) }),
        JSON.stringify({ type: 'watch.set', communityIds: [community.id] }),
        JSON.stringify({ type: 'session.ping', id: 1 }),
      ],
      welcomed: 'session.pong',
    }),
    async tell(mark) {
      round += 1
      const reply = await fetch(`${server.url}/api/channels/${hall.id}`, {
        method: 'PATCH',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${owner.token}`,
          'x-forwarded-for': addressOf(round % 10_000),
        },
        body: JSON.stringify({ name: mark }),
      })
      if (!reply.ok) throw new Error(`PATCH: ${reply.status} ${await reply.text()}`)
      await reply.text()
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
