import {
  NotificationCounts,
  NotificationPage,
  type NotificationBody,
  PlaceLevel,
  QuietHoursState,
} from '@chaos/protocol'
import { Type } from 'typebox'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../utils/ids.ts'
import { openNotifications } from './harness/notification-client.ts'
import { query } from './harness/query.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { codeOf, type SignedInClient, succeeded } from './harness/test-client.ts'

let server: TestServer
let notify: TestServer['context']['services']['notify']
beforeAll(async () => {
  server = await startServer()
  notify = server.context.services.notify
})
afterAll(() => server.close())

const base = '/api/users/me/notifications'
let people = 0
const newPerson = () => server.register(`reader-${(people += 1)}`)
const [communityId, channelId] = [newId(), newId()]
const notice: NotificationBody = {
  kind: 'notice.posted',
  ...{ communityId, channelId, name: 'Club', from: 'Build', text: 'It is green.' },
}
const removed: NotificationBody = { kind: 'community.removed', communityId, name: 'Club', how: 'kicked' }
const list = async (person: SignedInClient, queryText = '') =>
  succeeded(NotificationPage, await person.get(`${base}${queryText}`))
const setLevel = async (
  person: SignedInClient,
  placeId: string,
  level: string | null,
  mutedUntil: string | null = null,
) => succeeded(PlaceLevel, await person.call('PUT', `${base}/levels/${placeId}`, { body: { level, mutedUntil } }))
/** Whether a notice comes through, as such and as a mention. */
async function heard(person: SignedInClient): Promise<[boolean, boolean]> {
  const size = async () => (await list(person)).items.length
  const before = await size()
  await notify([person.user.id], notice)
  const between = await size()
  await notify([person.user.id], notice, { isMention: true })
  return [between > before, (await size()) > between]
}

it('lists the newest first, page by page', async () => {
  const anna = await newPerson()
  for (let n = 0; n < 5; n += 1) await notify([anna.user.id], n === 4 ? removed : notice)
  const first = await list(anna, '?limit=2')
  expect(first.items.map(({ sequence }) => sequence)).toEqual([5, 4])
  expect(first.items[0]).toMatchObject({ body: removed, communityId, channelId: null, isRead: false })
  const second = await list(anna, `?limit=2&cursor=${first.next}`)
  const third = await list(anna, `?limit=2&cursor=${second.next}`)
  expect([...second.items, ...third.items].map(({ sequence }) => sequence)).toEqual([3, 2, 1])
  expect(third.next).toBeNull()
  expect(codeOf(await anna.get(`${base}?cursor=x`))).toBe('bad_request')
  expect(succeeded(NotificationCounts, await anna.get(`${base}/counts`))).toMatchObject({ unread: 5, mentions: 0 })
  const stranger = await newPerson()
  expect((await list(stranger)).items).toEqual([])
})

it("N8: the channel's level counts before the community's, and what is about oneself always comes", async () => {
  const anna = await newPerson()
  expect(await heard(anna)).toEqual([true, true])
  await setLevel(anna, communityId, 'mentions')
  expect(await heard(anna)).toEqual([false, true])
  await setLevel(anna, communityId, 'nothing')
  expect(await heard(anna)).toEqual([false, false])
  await setLevel(anna, channelId, 'mentions')
  expect(await heard(anna)).toEqual([false, true])
  await setLevel(anna, channelId, 'all')
  expect(await heard(anna)).toEqual([true, true])
  await setLevel(anna, communityId, 'all', new Date(Date.now() + 60_000).toISOString())
  expect(await heard(anna)).toEqual([false, false])
  await notify([anna.user.id], removed)
  expect((await list(anna)).items[0]?.body).toEqual(removed)
  await setLevel(anna, communityId, null, new Date(Date.now() - 60_000).toISOString())
  expect(await heard(anna)).toEqual([true, true])
  await setLevel(anna, communityId, null)
  const levels = succeeded(Type.Array(PlaceLevel), await anna.get(`${base}/levels`))
  expect(levels).toEqual([{ placeId: channelId, level: 'all', mutedUntil: null }])
})

it('N8: nothing comes from somebody who is blocked, and others hear of them', async () => {
  const [anna, ben, cleo] = [await newPerson(), await newPerson(), await newPerson()]
  await query(
    server.databaseUrl,
    `insert into relationships (user_id, other_id, kind) values ('${anna.user.id}', '${ben.user.id}', 'blocked')`,
  )
  const from = { userId: ben.user.id, displayName: 'Ben', avatar: null }
  await notify([anna.user.id, cleo.user.id], { kind: 'call.missed', from, channelId })
  expect((await list(anna)).items).toEqual([])
  expect((await list(cleo)).items).toHaveLength(1)
})

it('keeps levels and quiet hours, tells the other devices, and refuses what makes no sense', async () => {
  const anna = await newPerson()
  const device = await openNotifications({ url: server.url, token: anna.token })
  const place = await setLevel(anna, channelId, 'mentions')
  expect(await device.next('levels.changed')).toMatchObject({ place })
  const quiet = (body: unknown) => anna.call('PUT', `${base}/quiet-hours`, { body })
  const hours = { fromMinute: 1_320, toMinute: 420, timeZone: 'Europe/Berlin' }
  expect(succeeded(QuietHoursState, await quiet(hours))).toEqual({ quietHours: hours })
  expect(await device.next('quietHours.changed')).toMatchObject({ quietHours: hours })
  expect(codeOf(await quiet({ ...hours, timeZone: 'Mars/Phobos' }))).toBe('bad_request')
  expect(codeOf(await quiet({ ...hours, toMinute: 1_320 }))).toBe('bad_request')
  expect(codeOf(await quiet({ ...hours, toMinute: 1_440 }))).toBe('bad_request')
  expect(
    codeOf(await anna.call('PUT', `${base}/levels/${channelId}`, { body: { level: 'loud', mutedUntil: null } })),
  ).toBe('bad_request')
  expect(
    codeOf(await anna.call('PUT', `${base}/levels/${channelId}`, { body: { level: null, mutedUntil: 'soon' } })),
  ).toBe('bad_request')
  expect(succeeded(QuietHoursState, await anna.get(`${base}/quiet-hours`))).toEqual({ quietHours: hours })
  expect(succeeded(QuietHoursState, await anna.delete(`${base}/quiet-hours`))).toEqual({ quietHours: null })
  device.close()
})
