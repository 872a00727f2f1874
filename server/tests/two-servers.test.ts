import { Channel, Community, closeCodes, Invite } from '@chaos/protocol'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type NatsServer, startNats } from './harness/nats-server.ts'
import { watchPresence } from './harness/presence-client.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { createTestClient, type SignedInClient, succeeded } from './harness/test-client.ts'
import { joinVoice } from './harness/voice-client.ts'

// Two processes' worth of server on one database, who hear of each other over NATS.
let nats: NatsServer
let one: TestServer
let two: TestServer
let owner: SignedInClient
let guest: SignedInClient
let community: Community
let hall: Channel

beforeAll(async () => {
  nats = await startNats()
  one = await startServer({ natsUrl: nats.url })
  two = await startServer({ natsUrl: nats.url, beside: one })
  owner = await one.register('owner')
  guest = await two.register('guest')
  community = succeeded(Community, await owner.post('/api/communities', { name: 'Club' }))
  hall = succeeded(Channel, await owner.post(`/api/communities/${community.id}/channels`, { name: 'Hall' }))
  const { code } = succeeded(Invite, await owner.post(`/api/communities/${community.id}/invites`, {}))
  expect((await guest.post(`/api/communities/invites/${code}/accept`)).status).toBe(200)
})

afterAll(async () => {
  await two?.close()
  await one?.close()
  await nats?.stop()
})

it('a token of one is good at the other', async () => {
  expect((await createTestClient(two.url, owner.token).get('/api/users/me')).status).toBe(200)
})

it('who is in a call at one is seen at the other, before and after they come', async () => {
  const early = await watchPresence(two.url, guest.token, [community.id])
  const talker = await joinVoice({ url: one.url, token: owner.token, channelId: hall.id, media: false })
  const occupants = [expect.objectContaining({ userId: owner.user.id })]
  const expected = { communityId: community.id, channelId: hall.id, occupants }
  expect(await early.next('roster.changed')).toMatchObject(expected)
  const late = await watchPresence(two.url, guest.token, [community.id])
  expect(await late.next('roster.changed')).toMatchObject(expected)
  const rosters = await createTestClient(two.url, guest.token).get(`/api/voice/rosters?communityId=${community.id}`)
  expect(rosters.body).toMatchObject([{ channelId: hall.id, occupants }])
  talker.leave()
  for (const socket of [early, late]) {
    await socket.next('roster.changed', (roster) => roster.occupants.length === 0)
    socket.close()
  }
})

it('what changes at one is told at the other', async () => {
  const watcher = await watchPresence(two.url, guest.token, [community.id])
  const made = succeeded(Channel, await owner.post(`/api/communities/${community.id}/channels`, { name: 'Attic' }))
  expect((await watcher.next('channel.created')).channel).toEqual(made)
  watcher.close()
})

it('a session that is ended at one is over at the other: its socket within five seconds, its token at once', async () => {
  const { url } = two
  const away = await one.register('away')
  const socket = await watchPresence(url, away.token)
  const elsewhere = createTestClient(url, away.token)
  expect((await elsewhere.get('/api/users/me')).status).toBe(200)
  const headers = { cookie: away.cookie, origin: one.context.publicUrl.get() }
  expect((await away.call('POST', '/api/auth/sign-out', { body: {}, headers })).status).toBe(204)
  expect(await socket.closed(5_000)).toMatchObject({ code: closeCodes.unauthenticated.code })
  expect((await elsewhere.get('/api/users/me')).status).toBe(401)
})

it('after NATS was away both agree again', async () => {
  const watcher = await watchPresence(two.url, guest.token, [community.id])
  await nats.restart()
  const talker = await joinVoice({ url: one.url, token: owner.token, channelId: hall.id, media: false })
  await watcher.next('roster.changed', (roster) => roster.occupants.length === 1)
  talker.leave()
  expect(await watcher.next('roster.changed', (roster) => roster.occupants.length === 0)).toMatchObject({
    channelId: hall.id,
  })
  watcher.close()
})
