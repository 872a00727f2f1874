import { setTimeout as pause } from 'node:timers/promises'
import { Channel, CommunityView, Conversation, NewWebhook, Roster } from '@chaos/protocol'
import { Type } from 'typebox'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Cluster, startCluster } from './harness/cluster.ts'
import { type CoreClient, openCoreClient } from './harness/core-client.ts'
import { gather } from './harness/gather.ts'
import { openNotifications } from './harness/notification-client.ts'
import { openPresence } from './harness/presence-client.ts'
import { query } from './harness/query.ts'
import type { SpawnedServer } from './harness/spawn-server.ts'
import { createTestClient, registerClient, type SignedInClient, succeeded } from './harness/test-client.ts'
import { joinVoice } from './harness/voice-client.ts'

// Two server processes as they ship, behind one address. Work goes on at a steady pace, one of them is killed, and whoever
// was connected to it must end where everybody else does.
const watchers = 6
const hooks = 10

let cluster: Cluster
let dead: SpawnedServer
let survivor: SpawnedServer
let owner: SignedInClient
let club: Awaited<ReturnType<typeof gather>>
beforeAll(async () => {
  cluster = await startCluster(2)
  const [one, two] = cluster.servers
  if (!one || !two) throw new Error('there are no two of them')
  ;[dead, survivor] = [one, two]
  owner = await registerClient(cluster.url, 'owner')
  club = await gather([owner])
})
afterAll(() => cluster?.close())

const at = ({ url }: { url: string }, { token }: SignedInClient) => createTestClient(url, token)
const newMember = async (userName: string): Promise<SignedInClient> => {
  const person = await registerClient(cluster.url, userName)
  await club.admit(person)
  return person
}

/** Does something again and again until it is told to stop. What fails because a server dies, fails. */
function steadily(everyMs: number, step: (round: number) => Promise<unknown>) {
  let goesOn = true
  const work = (async () => {
    for (let round = 0; goesOn; round += 1) {
      await step(round).catch(() => {})
      await pause(everyMs)
    }
  })()
  return async (): Promise<void> => {
    goesOn = false
    await work
  }
}

const sorted = <T extends { id: string; name: string }>(list: readonly T[]): string[] =>
  list.map(({ id, name }) => `${id} ${name}`).toSorted()
const rosterOf = (rosters: readonly Roster[]) =>
  Object.fromEntries(
    rosters.flatMap(({ channelId, occupants }) =>
      occupants.length === 0 ? [] : [[channelId, occupants.map(({ userId, muted }) => ({ userId, muted }))]],
    ),
  )

/** What a client shows. */
function shownBy({ store }: CoreClient) {
  const { communities, rosters, people, notifications, connectivity } = store.getState()
  const view = communities.views[club.communityId]
  return {
    connectivity: connectivity.status,
    channels: view?.status === 'ready' ? sorted(view.value.channels) : view,
    rosters: rosterOf(Object.entries(rosters).map(([channelId, { occupants }]) => ({ channelId, occupants }))),
    seen: people.seen,
    head: notifications.head,
    newest:
      notifications.list?.status === 'ready'
        ? notifications.list.value.items.slice(0, 20).map(({ sequence }) => sequence)
        : notifications.list,
  }
}

const headOf = async (userId: string): Promise<number> => {
  const [row] = await query(cluster.databaseUrl, `select last from notification_heads where user_id = '${userId}'`)
  return Number(row?.['last'] ?? 0)
}
const upTo = (last: number) => Array.from({ length: last }, (_, n) => n + 1)

it('a process dies: its clients come back on the other and have missed nothing', { timeout: 90_000 }, async () => {
  const hall = await club.channel('Hall')
  const secrets: NewWebhook[] = []
  for (let n = 0; n < hooks; n += 1) {
    const body = { channelId: hall.id, name: `Build ${n}` }
    secrets.push(succeeded(NewWebhook, await owner.post(`${club.path}/webhooks`, body)))
  }

  // Those who look on, over the one address; and those who are nowhere but at the process that will die.
  const clients: CoreClient[] = []
  for (let n = 0; n < watchers; n += 1) {
    const client = await openCoreClient(cluster.url, `watcher-${n}`)
    clients.push(client)
    expect((await client.communities.acceptInvite(club.code)).ok).toBe(true)
    await Promise.all([client.communities.open(club.communityId), client.notifications.load()])
  }
  const [lonely, caller, ghost, talker, mover] = [
    await newMember('lonely'),
    await newMember('caller'),
    await newMember('ghost'),
    await newMember('talker'),
    await newMember('mover'),
  ]
  const ids = [lonely, caller, talker, mover].map(({ user }) => user.id)
  for (const client of clients) client.people.watch(ids)
  const atDead = await openPresence(dead.url, lonely.token)
  const moving = await openPresence(survivor.url, mover.token)
  const call = await joinVoice({ url: dead.url, token: caller.token, channelId: hall.id })
  const beside = await joinVoice({ url: dead.url, token: ghost.token, channelId: hall.id, media: false })
  // Two talk apart from all: one at the process that will die, the other only looks on.
  const talk = succeeded(Conversation, await owner.post('/api/channels/conversations', { userIds: [lonely.user.id] }))
  const onlooker = await openNotifications({ url: survivor.url, token: owner.token })
  const apart = await joinVoice({ url: dead.url, token: lonely.token, channelId: talk.id, media: false })
  await onlooker.next('call.changed', ({ occupants }) => occupants[0]?.userId === lonely.user.id)
  const talkNow = async () =>
    succeeded(Conversation, await at(survivor, owner).get(`/api/channels/conversations/${talk.id}`))
  expect((await talkNow()).occupants).toHaveLength(1)
  const attic = await club.channel('Attic')
  const talking = await joinVoice({ url: survivor.url, token: talker.token, channelId: attic.id, media: false })
  await vi.waitFor(
    () => {
      for (const client of clients) {
        const { rosters, seen } = shownBy(client)
        expect(rosters[hall.id]?.map(({ userId }) => userId)).toEqual([caller.user.id, ghost.user.id])
        expect(seen[lonely.user.id]?.status).toBe('online')
      }
    },
    { timeout: 20_000, interval: 50 },
  )

  const anywhere = createTestClient(cluster.url, owner.token)
  const stops = [
    steadily(40, async (round) => {
      const hook = secrets[round % hooks]
      const client = createTestClient(cluster.url, hook?.secret)
      await client.post(`/api/communities/webhooks/${hook?.webhook.id}`, { text: `Round ${round}` })
    }),
    steadily(80, async (round) => {
      const made = succeeded(Channel, await anywhere.post(`${club.path}/channels`, { name: `Room ${round}` }))
      await anywhere.patch(`/api/channels/${made.id}`, { name: `Renamed ${round}` })
      if (round % 3 === 0) await anywhere.delete(`/api/channels/${made.id}`)
    }),
    steadily(100, async (round) => talking.muted(round % 2 === 0)),
    steadily(150, async (round) => {
      const status = { chosen: round % 2 === 0 ? 'busy' : 'online', words: `Round ${round}`, wordsUntil: null }
      await createTestClient(cluster.url, mover.token).put('/api/users/me/status', status)
    }),
  ]
  await pause(1_000)
  for (const client of clients) expect(client.closed).toEqual([])
  const rosters: string[][] = []
  const [first] = clients
  first?.store.subscribe(() => {
    const present = first.store.getState().rosters[hall.id]?.occupants ?? []
    rosters.push(present.map(({ userId }) => userId))
  })
  await dead.kill()

  // The caller does not wait for anything.
  const back = await joinVoice({
    url: cluster.url,
    token: caller.token,
    channelId: hall.id,
    hello: call.resume(true),
  })
  expect(back.welcome).toMatchObject({ resumed: false, mediaKept: false })
  expect(back.welcome.participants.map(({ userId }) => userId)).toEqual([caller.user.id])
  const lost = clients.flatMap(({ closed }) => closed)
  expect(lost.length).toBeGreaterThan(0)
  expect(lost.length).toBeLessThan(2 * watchers)

  await vi.waitFor(
    () => {
      for (const client of clients) {
        const { connectivity, rosters, seen } = shownBy(client)
        expect(connectivity).toBe('online')
        expect(rosters[hall.id]?.map(({ userId }) => userId)).toEqual([caller.user.id])
        expect(seen[lonely.user.id]).toBeUndefined()
      }
    },
    { timeout: 20_000, interval: 50 },
  )
  await onlooker.next('call.changed', ({ occupants }) => occupants.length === 0)
  expect((await talkNow()).occupants).toEqual([])
  for (const stop of stops) await stop()
  // Nobody was shown twice while both processes named them.
  for (const present of rosters) expect(new Set(present).size).toBe(present.length)

  const view = succeeded(CommunityView, await at(survivor, owner).get(club.path))
  const talked = succeeded(
    Type.Array(Roster),
    await at(survivor, owner).get(`/api/voice/rosters?communityId=${club.communityId}`),
  )
  const looking = await openPresence(survivor.url, owner.token)
  const seen = Object.fromEntries(await looking.look(ids))
  for (const client of clients) {
    const { session } = client.store.getState()
    const head = await headOf(session.kind === 'signedIn' ? session.user.id : '')
    expect(head).toBeGreaterThan(50)
    await vi.waitFor(
      () => {
        const shown = shownBy(client)
        expect(shown.channels).toEqual(sorted(view.channels))
        expect(shown.rosters).toEqual(rosterOf(talked))
        expect(Object.fromEntries(Object.entries(shown.seen).map(([id, { status }]) => [id, status]))).toEqual(seen)
        expect(shown.head).toBe(head)
        expect(shown.newest).toEqual(upTo(head).slice(-20).toReversed())
      },
      { timeout: 10_000, interval: 50 },
    )
    expect(client.sequences).toEqual(upTo(head))
  }
  for (const socket of [atDead, moving, looking, onlooker]) socket.close()
  for (const each of [call, beside, apart, back, talking]) each.dispose()
  for (const client of clients) await client.close()
})
