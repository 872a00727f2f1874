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
import { joinVoice, type VoiceClient } from './harness/voice-client.ts'

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
  const state = { goesOn: true }
  const work = (async () => {
    for (let round = 0; state.goesOn; round += 1) {
      await step(round).catch(() => {})
      await pause(everyMs)
    }
  })()
  return async (): Promise<void> => {
    state.goesOn = false
    await work
  }
}

/** Those who look on, over the one address, with all that a client does. */
async function openWatchers(): Promise<CoreClient[]> {
  const clients: CoreClient[] = []
  for (let n = 0; n < watchers; n += 1) {
    const client = await openCoreClient(cluster.url, `watcher-${n}`)
    clients.push(client)
    expect((await client.communities.acceptInvite(club.code)).ok).toBe(true)
    await Promise.all([client.communities.open(club.communityId), client.notifications.load()])
  }
  return clients
}

type Scene = { hall: Channel; talking: VoiceClient; mover: SignedInClient }

/** Notifications, channels, a roster and a status that change and change, asked for at the one address. Returns the end of it. */
async function keepBusy({ hall, talking, mover }: Scene) {
  const webhooks: NewWebhook[] = []
  for (let n = 0; n < hooks; n += 1) {
    const body = { channelId: hall.id, name: `Build ${n}` }
    webhooks.push(succeeded(NewWebhook, await owner.post(`${club.path}/webhooks`, body)))
  }
  const anywhere = at(cluster, owner)
  const stops = [
    steadily(40, async (round) => {
      const { webhook, secret } = webhooks[round % hooks] ?? {}
      const path = `/api/communities/webhooks/${webhook?.id}`
      // From elsewhere, so that people keep their share of requests.
      const headers = { 'x-forwarded-for': '198.51.100.7' }
      await createTestClient(cluster.url, secret).post(path, { text: `Round ${round}` }, headers)
    }),
    steadily(80, async (round) => {
      const made = succeeded(Channel, await anywhere.post(`${club.path}/channels`, { name: `Room ${round}` }))
      await anywhere.patch(`/api/channels/${made.id}`, { name: `Renamed ${round}` })
      if (round % 3 === 0) await anywhere.delete(`/api/channels/${made.id}`)
    }),
    steadily(100, async (round) => talking.muted(round % 2 === 0)),
    steadily(150, async (round) => {
      const status = {
        chosen: round % 2 === 0 ? 'do_not_disturb' : 'online',
        words: `Round ${round}`,
        wordsUntil: null,
      }
      await at(cluster, mover).put('/api/users/me/status', status)
    }),
  ]
  return async (): Promise<void> => {
    for (const stop of stops) await stop()
  }
}

const named = (list: readonly { id: string; name: string }[]): string[] =>
  list.map(({ id, name }) => `${id} ${name}`).toSorted()
const rosterOf = (rosters: readonly Roster[]) =>
  Object.fromEntries(
    rosters.flatMap(({ channelId, occupants }) =>
      occupants.length === 0 ? [] : [[channelId, occupants.map(({ userId, muted }) => ({ userId, muted }))]],
    ),
  )
const upTo = (last: number) => Array.from({ length: last }, (_, n) => n + 1)
const soon = (look: () => void) => vi.waitFor(look, { timeout: 20_000, interval: 50 })

/** What a client shows. */
function shownBy({ store }: CoreClient) {
  const { communities, rosters, people, notifications, connectivity } = store.getState()
  const view = communities.views[club.communityId]
  const { list } = notifications
  return {
    connectivity: connectivity.status,
    channels: view?.status === 'ready' ? named(view.value.channels) : [],
    rosters: rosterOf(Object.entries(rosters).map(([channelId, { occupants }]) => ({ channelId, occupants }))),
    seen: Object.fromEntries(Object.entries(people.seen).map(([userId, { status }]) => [userId, status])),
    head: notifications.head,
    newest: list?.status === 'ready' ? list.value.items.slice(0, 20).map(({ sequence }) => sequence) : [],
  }
}

/** What the survivor says of all that. */
async function toldBySurvivor(userIds: string[]) {
  const asked = at(survivor, owner)
  const view = succeeded(CommunityView, await asked.get(club.path))
  const rosters = await asked.get(`/api/voice/rosters?communityId=${club.communityId}`)
  const looking = await openPresence(survivor.url, owner.token)
  const seen = Object.fromEntries(await looking.look(userIds))
  looking.close()
  return { channels: named(view.channels), rosters: rosterOf(succeeded(Type.Array(Roster), rosters)), seen }
}

async function headOf({ store }: CoreClient): Promise<number> {
  const { session } = store.getState()
  const id = session.kind === 'signedIn' ? session.user.id : ''
  const [row] = await query(cluster.databaseUrl, `select last from notification_heads where user_id = '${id}'`)
  return Number(row?.['last'] ?? 0)
}

it('a process dies: its clients come back on the other and have missed nothing', { timeout: 90_000 }, async () => {
  const [hall, attic] = [await club.channel('Hall'), await club.channel('Attic')]
  const clients = await openWatchers()
  const [lonely, caller, ghost] = [await newMember('lonely'), await newMember('caller'), await newMember('ghost')]
  const [talker, mover] = [await newMember('talker'), await newMember('mover')]
  const userIds = [lonely, caller, talker, mover].map(({ user }) => user.id)
  for (const client of clients) client.people.watch(userIds)

  // Who is nowhere but at the process that will die: somebody who looks on, two in a call, one in a call apart.
  const watching = await openPresence(dead.url, lonely.token)
  const call = await joinVoice({ url: dead.url, token: caller.token, channelId: hall.id })
  const beside = await joinVoice({ url: dead.url, token: ghost.token, channelId: hall.id, media: false })
  const talk = succeeded(Conversation, await owner.post('/api/channels/conversations', { userIds: [lonely.user.id] }))
  const onlooker = await openNotifications({ url: survivor.url, token: owner.token })
  const apart = await joinVoice({ url: dead.url, token: lonely.token, channelId: talk.id, media: false })
  const readTalk = async () =>
    succeeded(Conversation, await at(survivor, owner).get(`/api/channels/conversations/${talk.id}`))
  await onlooker.next('call.changed', ({ occupants }) => occupants[0]?.userId === lonely.user.id)
  expect((await readTalk()).occupants).toHaveLength(1)
  // And at the other one.
  const moving = await openPresence(survivor.url, mover.token)
  const talking = await joinVoice({ url: survivor.url, token: talker.token, channelId: attic.id, media: false })
  await soon(() => {
    for (const client of clients) {
      const { rosters, seen } = shownBy(client)
      expect(rosters[hall.id]?.map(({ userId }) => userId)).toEqual([caller.user.id, ghost.user.id])
      expect(seen[lonely.user.id]).toBe('online')
    }
  })

  const stop = await keepBusy({ hall, talking, mover })
  const heads = () => clients.map((client) => shownBy(client).head)
  await soon(() => expect(Math.min(...heads())).toBeGreaterThan(10))
  for (const client of clients) expect(client.closed).toEqual([])
  const before = Math.max(...heads())
  const shown: string[][] = []
  for (const { store } of clients)
    store.subscribe(() => shown.push((store.getState().rosters[hall.id]?.occupants ?? []).map(({ userId }) => userId)))
  await dead.kill()

  // The caller does not wait for anything.
  const hello = call.resume(true)
  const back = await joinVoice({ url: cluster.url, token: caller.token, channelId: hall.id, hello })
  expect(back.welcome).toMatchObject({ resumed: false, mediaKept: false })
  expect(back.welcome.participants.map(({ userId }) => userId)).toEqual([caller.user.id])
  const lost = clients.flatMap(({ closed }) => closed)
  expect(lost.length, 'sockets at the one that died').toBeGreaterThan(0)
  expect(lost.length, 'sockets at the other one').toBeLessThan(2 * watchers)

  await soon(() => {
    for (const client of clients) {
      const { connectivity, rosters, seen } = shownBy(client)
      expect(connectivity).toBe('online')
      expect(rosters[hall.id]?.map(({ userId }) => userId)).toEqual([caller.user.id])
      expect(seen[lonely.user.id]).toBeUndefined()
    }
  })
  await onlooker.next('call.changed', ({ occupants }) => occupants.length === 0)
  expect((await readTalk()).occupants).toEqual([])
  await soon(() => expect(Math.min(...heads()), 'work went on').toBeGreaterThan(before + 20))
  await stop()
  for (const present of shown) expect(new Set(present).size, 'nobody twice').toBe(present.length)

  const told = await toldBySurvivor(userIds)
  for (const client of clients) {
    const head = await headOf(client)
    const newest = upTo(head).slice(-20).toReversed()
    await soon(() => expect(shownBy(client)).toEqual({ ...told, connectivity: 'online', head, newest }))
    expect(client.sequences).toEqual(upTo(head))
  }
  for (const socket of [watching, moving, onlooker]) socket.close()
  for (const each of [call, beside, apart, back, talking]) each.dispose()
  for (const client of clients) await client.close()
})
