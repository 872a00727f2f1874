import { randomBytes } from 'node:crypto'
import {
  Channel,
  Community,
  Invite,
  InviteAcceptance,
  NewWebhook,
  protocolVersion,
  SignedIn,
  type User,
} from '@chaos/protocol'
import { spawnServer } from '../../tests/harness/spawn-server.ts'
import { addressOf } from '../shared/addresses.ts'
import { inParallel } from '../shared/in-parallel.ts'
import { own } from '../shared/own-children.ts'
import { createRestClient } from '../shared/rest-client.ts'
import type { Kind, Target } from './target.ts'

const accounts = 50
const atOnce = 2
/** Each may post so many a minute, so they take turns. */
const webhooks = 15

type Rest = ReturnType<typeof createRestClient>
type Member = { token: string; user: User }

async function registerAll(client: Rest): Promise<Member[]> {
  return inParallel(Array.from({ length: accounts }), atOnce, async (_, seat) => {
    const body = { userName: `load-${seat}`, password: randomBytes(16).toString('hex') }
    const { accessToken, user } = await client.post({ seat }, '/api/auth/register', { body, reply: SignedIn })
    return { token: accessToken, user }
  })
}

/** A community that all are in, and what of it changes. */
async function gather(client: Rest, members: readonly Member[]) {
  const owner = { seat: 0, token: members[0]?.token ?? '' }
  const community = await client.post(owner, '/api/communities', { body: { name: 'Crowd' }, reply: Community })
  const path = `/api/communities/${community.id}`
  const hall = await client.post(owner, `${path}/channels`, { body: { name: 'Hall' }, reply: Channel })
  const { code } = await client.post(owner, `${path}/invites`, { body: {}, reply: Invite })
  for (const [seat, { token }] of members.entries()) {
    const guest = { seat, token }
    await client.post(guest, `/api/communities/invites/${code}/accept`, { body: {}, reply: InviteAcceptance })
  }
  const body = { channelId: hall.id, name: 'Hook' }
  const hooks = []
  for (let made = 0; made < webhooks; made += 1)
    hooks.push(await client.post(owner, `${path}/webhooks`, { body, reply: NewWebhook }))
  return { community, hall, hooks }
}

type Sent = { method: string; path: string; token: string; body: object }

/** Our server as it ships, with a community whose members look at it, at one of them, and at what they are notified of. */
export async function startChaos(): Promise<Target & { textsOf(kind: Kind, mark: string): string[] }> {
  await using started = new AsyncDisposableStack()
  const server = await spawnServer({ environment: { TRUSTED_PROXY: '127.0.0.1' } })
  started.defer(own(server.pid))
  started.defer(async () => void (await server.stop()))
  const client = createRestClient(server.url)
  const members = await registerAll(client)
  const { community, hall, hooks } = await gather(client, members)
  const memberAt = (seat: number): Member => {
    const member = members[seat % members.length]
    if (!member) throw new Error('nobody is there')
    return member
  }
  const owner = memberAt(0)
  let round = 0

  const sent: Record<Kind, (mark: string) => Sent> = {
    facts: (mark) => ({
      ...{ method: 'PATCH', path: `/api/channels/${hall.id}`, token: owner.token },
      body: { name: mark },
    }),
    statuses: (mark) => ({
      ...{ method: 'PUT', path: '/api/users/me/status', token: owner.token },
      body: { chosen: 'online', words: mark, wordsUntil: null },
    }),
    notifications(mark) {
      const hook = hooks[round % hooks.length]
      const path = `/api/communities/webhooks/${hook?.webhook.id}`
      return { method: 'POST', path, token: hook?.secret ?? '', body: { text: mark } }
    },
  }
  const at = { communityId: community.id, channelId: hall.id }
  const noticeOf = (text: string) => ({
    ...{ sequence: 1_000, id: hall.id, ...at, isMention: false, isRead: false, createdAt: new Date().toISOString() },
    body: { kind: 'notice.posted', ...at, name: 'Hall', from: 'Hook', text },
  })
  const told: Record<Kind, (mark: string) => object[]> = {
    facts: (mark) => [{ type: 'channel.updated', channel: { ...hall, name: mark } }],
    statuses: (mark) => [
      { type: 'people.changed', people: [{ userId: owner.user.id, status: 'online', words: mark }] },
    ],
    notifications: (mark) => [{ type: 'notifications.added', notifications: [noticeOf(mark)] }],
  }
  const hello = { type: 'session.hello', version: protocolVersion }
  const ping = { type: 'session.ping', id: 1 }
  const looks = [
    { type: 'watch.set', communityIds: [community.id] },
    { type: 'watch.people', userIds: [owner.user.id] },
  ]

  const owned = started.move()
  return {
    name: 'chaos',
    pid: server.pid,
    textsOf: (kind, mark) => told[kind](mark).map((message) => JSON.stringify(message)),
    door(kind, seat) {
      const { token } = memberAt(seat)
      const isNotified = kind === 'notifications'
      const says = isNotified ? [{ ...hello, token, lastSeen: null }, ping] : [{ ...hello, token }, ...looks, ping]
      return {
        url: `${server.url.replace(/^http/, 'ws')}/ws/${isNotified ? 'notifications' : 'presence'}`,
        headers: { 'x-forwarded-for': addressOf(seat) },
        says: says.map((message) => JSON.stringify(message)),
        welcomed: 'session.pong',
      }
    },
    async tell(kind, mark) {
      round += 1
      const { method, path, token, body } = sent[kind](mark)
      const reply = await fetch(`${server.url}${path}`, {
        method,
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${token}`,
          'x-forwarded-for': addressOf(round % 10_000),
        },
        body: JSON.stringify(body),
      })
      if (!reply.ok) throw new Error(`${method}: ${reply.status} ${await reply.text()}`)
      await reply.text()
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
