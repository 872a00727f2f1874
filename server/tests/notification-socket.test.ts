import { Community, Invite, type NotificationBody } from '@chaos/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../database/database.ts'
import { createHousekeepingStore } from '../database/stores/housekeeping-store.ts'
import { createNotificationStore } from '../database/stores/notification-store.ts'
import { newsOf } from '../notifications/news.ts'
import { createLogger } from '../utils/logger.ts'
import { newId } from '../utils/ids.ts'
import { type NotificationClient, openNotifications } from './harness/notification-client.ts'
import { query } from './harness/query.ts'
import { seededRandom } from './harness/random.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { type SignedInClient, succeeded } from './harness/test-client.ts'

const logger = createLogger({ level: 'silent', stream: 'stderr' })
let server: TestServer
let database: ReturnType<typeof openDatabase>
beforeAll(async () => {
  server = await startServer()
  database = openDatabase({ url: server.databaseUrl, connections: 2, logger })
})
afterAll(async () => {
  await database?.[Symbol.asyncDispose]()
  await server?.close()
})

let people = 0
const newPerson = () => server.register(`listener-${(people += 1)}`)
const open = (person: SignedInClient, lastSeen: number | null = null) =>
  openNotifications({ url: server.url, token: person.token, lastSeen })
const { notify } = {
  notify: (...told: Parameters<TestServer['context']['services']['notify']>) => server.context.services.notify(...told),
}
const upTo = (last: number, after = 0) => Array.from({ length: last - after }, (_, n) => after + 1 + n)
const community = { id: newId(), name: 'Club' }
const report: NotificationBody = { kind: 'report.made', communityId: community.id, name: community.name }
const notice = (channelId: string, communityId = community.id): NotificationBody => ({
  kind: 'notice.posted',
  ...{ communityId, channelId, name: 'Club', from: 'Build', text: 'It is green.' },
})

describe('N1 and N2: numbers', () => {
  it('begin at 1 for each person and have no gap, however many tell at once', async () => {
    const [anna, ben] = [await newPerson(), await newPerson()]
    const both = [anna.user.id, ben.user.id]
    const device = await open(anna, 0)
    expect(device.welcome).toMatchObject({ head: 0, from: 0, acknowledged: 0, counts: { unread: 0 } })
    await Promise.all(Array.from({ length: 40 }, (_, n) => notify(n % 2 === 0 ? both : both.toReversed(), report)))
    await notify([anna.user.id, anna.user.id, newId()], report)
    await device.reached(41)
    expect(device.sequences).toEqual(upTo(41))
    const other = await open(ben)
    expect(other.welcome).toMatchObject({ head: 40, from: 40 })
    await other.settled()
    expect(other.sequences).toEqual([])
    for (const socket of [device, other]) socket.close()
  })

  it('go on when what is older than 90 days was removed, and a client is told from where', async () => {
    const anna = await newPerson()
    for (let n = 0; n < 5; n += 1) await notify([anna.user.id], report)
    await query(
      server.databaseUrl,
      `update notifications set created_at = now() - interval '91 days' where user_id = '${anna.user.id}' and sequence <= 3`,
    )
    await createHousekeepingStore(database.db).removeWhatIsOver()
    const device = await open(anna, 1)
    expect(device.welcome).toMatchObject({ head: 5, from: 3 })
    await device.reached(5)
    expect(device.sequences).toEqual([4, 5])
    await query(
      server.databaseUrl,
      `update notifications set created_at = now() - interval '91 days' where user_id = '${anna.user.id}'`,
    )
    await createHousekeepingStore(database.db).removeWhatIsOver()
    const later = await open(anna, 1)
    expect(later.welcome).toMatchObject({ head: 5, from: 5 })
    await notify([anna.user.id], report)
    await later.reached(6)
    expect(later.sequences).toEqual([6])
    const beyond = await open(anna, 99)
    expect(beyond.welcome).toMatchObject({ head: 6, from: 6 })
    for (const socket of [device, later, beyond]) socket.close()
  })
})

it('N4: what was never announced is read when the next number comes, or at the next look', async () => {
  const anna = await newPerson()
  const device = await open(anna, 0)
  const store = createNotificationStore(database.db)
  const silently = () => store.add([anna.user.id], newsOf(report, false))
  for (let n = 0; n < 3; n += 1) await silently()
  await device.settled()
  expect(device.sequences).toEqual([])
  await notify([anna.user.id], report)
  await device.reached(4)
  expect(device.sequences).toEqual(upTo(4))
  await silently()
  const inOtherOrder = (await store.after(anna.user.id, 4, 1)).slice(0, 1)
  server.context.events.notification.publish(anna.user.id, { type: 'notifications.added', notifications: inOtherOrder })
  await device.reached(5)
  device.close()
})

it('N5 and N6: marks move on all devices, never back, and reading changes the counts', async () => {
  const anna = await newPerson()
  const owner = await newPerson()
  const club = succeeded(Community, await owner.post('/api/communities', { name: 'Club' }))
  const invite = succeeded(Invite, await owner.post(`/api/communities/${club.id}/invites`, {}))
  await anna.post(`/api/communities/invites/${invite.code}/accept`)
  const [lounge, hall] = [newId(), newId()]
  const [phone, desk] = [await open(anna, 0), await open(anna, 0)]
  await notify([anna.user.id], notice(lounge, club.id))
  await notify([anna.user.id], notice(hall, club.id), { isMention: true })
  await notify([anna.user.id], report)
  await desk.reached(3)
  const late = await open(anna, 0)
  const { counts } = late.welcome
  expect(counts).toMatchObject({ unread: 3, mentions: 1, upTo: 3 })
  expect(counts.communities).toContainEqual({ placeId: club.id, unread: 2, mentions: 1 })
  expect(counts.channels).toContainEqual({ placeId: hall, unread: 1, mentions: 1 })
  late.close()

  phone.send({ type: 'notifications.acknowledge', sequence: 2 })
  expect(await desk.next('notifications.acknowledged')).toMatchObject({ sequence: 2 })
  phone.send({ type: 'notifications.acknowledge', sequence: 1 })
  phone.send({ type: 'notifications.acknowledge', sequence: 99 })
  expect(await desk.next('notifications.acknowledged')).toMatchObject({ sequence: 3 })

  phone.send({ type: 'notifications.read', mark: { placeId: hall, upTo: 1 } })
  phone.send({ type: 'notifications.read', mark: { placeId: hall, upTo: 3 } })
  expect(await desk.next('notifications.read')).toMatchObject({ mark: { placeId: hall, upTo: 3 } })
  await desk.next('counts.changed', (message) => message.counts.unread === 2)
  phone.send({ type: 'notifications.read', mark: { sequence: 3 } })
  await desk.next('counts.changed', (message) => message.counts.unread === 1)
  phone.send({ type: 'notifications.read', mark: { upTo: 3 } })
  await desk.next('counts.changed', (message) => message.counts.unread === 0)
  const again = await open(anna, 0)
  expect(again.welcome).toMatchObject({ head: 3, acknowledged: 3, counts: { unread: 0 } })
  await again.reached(3)
  const [added] = again.unread('notifications.added')
  expect(added?.notifications.map(({ isRead }) => isRead)).toEqual([true, true, true])
  for (const socket of [phone, desk, again]) socket.close()
})

it('W4: the socket closes when the sign-in behind it ends', async () => {
  const anna = await newPerson()
  const device = await open(anna)
  await anna.post('/api/auth/sign-out', {}, { cookie: anna.cookie, origin: server.url })
  expect(await device.closed()).toMatchObject({ code: 4401 })
})

it('N3: 10,000 events, connections dropped at random points: every device has every number exactly once', async () => {
  const random = seededRandom(4)
  const [events, before] = [10_000, 8_000]
  const listeners = [await newPerson(), await newPerson()]
  const ids = listeners.map(({ user }) => user.id)
  // Most of them were missed; the rest happens while the devices come and go.
  const body = JSON.stringify(report)
  for (const id of ids) {
    await query(
      server.databaseUrl,
      `insert into notification_heads (user_id, last) values ('${id}', ${before});
       insert into notifications (user_id, sequence, id, body)
         select '${id}', n, gen_random_uuid(), '${body}' from generate_series(1, ${before}) as n`,
    )
  }

  /** A device that loses its connection again and again, and goes on from the last number it has. */
  async function unsteady(person: SignedInClient) {
    const seen: number[] = []
    let drops = 0
    for (;;) {
      const device: NotificationClient = await open(person, seen.at(-1) ?? 0)
      const target = Math.min(events, seen.length + 1 + random.below(seen.length < before ? 2_000 : 400))
      await device.reached(target, 60_000)
      // What arrived by now counts; what is on its way is lost with the connection.
      device.kill()
      seen.push(...device.sequences)
      if (seen.length >= events) return { seen, drops }
      drops += 1
    }
  }

  const devices = Promise.all([...listeners, ...listeners].map(unsteady))
  let told = before
  const tellers = Array.from({ length: 4 }, async () => {
    while (told < events) {
      told += 1
      await notify(ids, report)
    }
  })
  await Promise.all(tellers)
  for (const { seen, drops } of await devices) {
    expect(drops).toBeGreaterThan(5)
    expect(seen).toEqual(upTo(events))
  }
}, 60_000)
