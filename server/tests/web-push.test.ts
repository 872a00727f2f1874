import { verify, createPublicKey } from 'node:crypto'
import { type NotificationBody, PushKey, type PushMessage, readPushMessage } from '@chaos/protocol'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../utils/ids.ts'
import { openNotifications } from './harness/notification-client.ts'
import { createBrowserKeys, startPushService } from './harness/push-service.ts'
import { query } from './harness/query.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { codeOf, type SignedInClient, succeeded } from './harness/test-client.ts'

let server: TestServer
let service: Awaited<ReturnType<typeof startPushService>>
let notify: TestServer['context']['services']['notify']
beforeAll(async () => {
  server = await startServer({ overrides: { push: { allowPrivateEndpoints: true } } })
  service = await startPushService()
  notify = server.context.services.notify
})
afterAll(async () => {
  await server?.close()
  await service?.close()
})

const base = '/api/users/me/notifications'
const subscriptions = `${base}/push/subscription`
let people = 0

/** Somebody whose browser can be woken. */
async function sleeper() {
  people += 1
  const person = await server.register(`sleeper-${people}`)
  const path = `/push/${people}`
  const keys = createBrowserKeys()
  const { open, ...subscription } = keys
  const subscribe = (who: SignedInClient = person) =>
    who.call('PUT', subscriptions, { body: { endpoint: service.endpoint(path), ...subscription } })
  expect((await subscribe()).status).toBe(204)
  const read = (body: Buffer): PushMessage => readPushMessage(open(body))
  return { person, path, subscribe, read, tell: (body: NotificationBody) => notify([person.user.id], body) }
}
const removed = (how: 'kicked' | 'banned' = 'kicked'): NotificationBody => ({
  kind: 'community.removed',
  ...{ communityId: newId(), name: 'Club', how },
})
const count = async (table: string, where: string) =>
  Number((await query(server.databaseUrl, `select count(*) as n from ${table} where ${where}`))[0]?.['n'])
const pushesAt = (path: string) => service.received.filter((each) => each.path === path).length

it('N12: reaches a browser without an open window, sealed for it and signed by this server', async () => {
  const { person, path, read, tell } = await sleeper()
  await tell(removed())
  const { headers, body } = await service.push(path)
  expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '86400', urgency: 'normal' })
  expect(read(body)).toMatchObject({
    type: 'notification.added',
    notification: { sequence: 1, body: { how: 'kicked' } },
  })
  const { publicKey } = succeeded(PushKey, await person.get(`${base}/push/key`))
  const [, token = '', key] = /^vapid t=([^,]+), k=(.+)$/.exec(headers.authorization ?? '') ?? []
  expect(key).toBe(publicKey)
  const [head = '', claims = '', signature = ''] = token.split('.')
  const point = Buffer.from(publicKey, 'base64url')
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  }
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  expect(isSigned).toBe(true)
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
    aud: new URL(service.endpoint('/')).origin,
  })
  const rows = await query(server.databaseUrl, 'select sealed_private_key from push_keys')
  expect(rows).toHaveLength(1)
})

it('N12: not while a window is open, not when the person wants peace', async () => {
  const { person, path, read, tell } = await sleeper()
  const device = await openNotifications({ url: server.url, token: person.token })
  await tell(removed())
  await device.reached(1)
  device.close()
  await device.closed()
  const quiet = (body: unknown) => person.call('PUT', `${base}/quiet-hours`, { body })
  const now = new Date()
  const minute = now.getUTCHours() * 60 + now.getUTCMinutes()
  await quiet({ fromMinute: (minute + 1_430) % 1_440, toMinute: (minute + 10) % 1_440, timeZone: 'UTC' })
  await tell(removed())
  await person.delete(`${base}/quiet-hours`)
  await query(
    server.databaseUrl,
    `insert into statuses (user_id, chosen) values ('${person.user.id}', 'do_not_disturb')`,
  )
  // Longer than the server asks other nodes whether a device is open.
  await new Promise((resolve) => setTimeout(resolve, 800))
  await tell(removed())
  await new Promise((resolve) => setTimeout(resolve, 800))
  await query(server.databaseUrl, `update statuses set chosen = 'online' where user_id = '${person.user.id}'`)
  await tell(removed('banned'))
  const first = read((await service.push(path)).body)
  expect(first).toMatchObject({ notification: { body: { how: 'banned' } } })
})

it('N12: tries again when the service is busy, and forgets a browser that it does not know any more', async () => {
  const { person, path, tell } = await sleeper()
  service.answer(path, 503, 201, 410)
  await tell(removed())
  await service.push(path, 1)
  await tell(removed())
  await service.push(path, 2)
  const own = `user_id = '${person.user.id}'`
  await expect.poll(() => count('push_subscriptions', own)).toBe(0)
})

it('a subscription ends with its sign-in, and belongs to whoever signs in at that browser', async () => {
  const [anna, ben] = [await sleeper(), await sleeper()]
  expect((await anna.subscribe(ben.person)).status).toBe(204)
  await anna.tell(removed())
  await ben.tell(removed())
  await service.push(anna.path)
  await service.push(ben.path)
  expect(pushesAt(anna.path)).toBe(1)
  await ben.person.post('/api/auth/sign-out', {}, { cookie: ben.person.cookie, origin: server.url })
  await ben.tell(removed())
  const cleo = await sleeper()
  await cleo.tell(removed())
  await service.push(cleo.path)
  expect([pushesAt(anna.path), pushesAt(ben.path)]).toEqual([1, 1])
  const end = { endpoint: service.endpoint(cleo.path) }
  expect((await cleo.person.post(`${base}/push/unsubscribe`, end)).status).toBe(204)
  expect(await count('push_subscriptions', `user_id = '${cleo.person.user.id}'`)).toBe(0)
})

it('nobody makes a server call its own network', async () => {
  const strict = await startServer()
  const person = await strict.register('anna')
  const { p256dh, auth } = createBrowserKeys()
  for (const endpoint of ['http://push.example/', 'https://127.0.0.1/', 'https://169.254.169.254/', 'https://[::1]/'])
    expect(codeOf(await person.call('PUT', subscriptions, { body: { endpoint, p256dh, auth } }))).toBe('bad_request')
  await strict.close()
})
