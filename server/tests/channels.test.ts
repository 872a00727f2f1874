import { Channel, Community, Invite } from '@chaos/protocol'
import { Type } from 'typebox'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { permissionOverrides } from '../database/schema.ts'
import { newId } from '../utils/ids.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { codeOf, countsOf, type SignedInClient, succeeded } from './harness/test-client.ts'

let server: TestServer
let owner: SignedInClient
let member: SignedInClient
beforeAll(async () => {
  server = await startServer({ overrides: { limits: { channelsPerCommunity: 4 } } })
  owner = await server.register('owner')
  member = await server.register('member')
})
afterAll(() => server.close())

let communityId: string
let path: string
beforeEach(async () => {
  communityId = succeeded(Community, await owner.post('/api/communities', { name: 'Radio' })).id
  path = `/api/communities/${communityId}/channels`
  const { code } = succeeded(Invite, await owner.post(`/api/communities/${communityId}/invites`, {}))
  await member.post(`/api/communities/invites/${code}/accept`)
})

const list = async () => succeeded(Type.Array(Channel), await owner.get(path))
const create = async (name: string) => succeeded(Channel, await owner.post(path, { name, userLimit: 7 }))

test('create, rename, delete: each is told to those who watch', async () => {
  const facts: unknown[] = []
  const undo = server.context.events.community.subscribe(communityId, (fact) => facts.push(fact))
  const channel = await create(' Studio ')
  expect(channel).toMatchObject({ communityId, name: 'Studio', position: 1, userLimit: 7 })
  const renamed = succeeded(Channel, await owner.patch(`/api/channels/${channel.id}`, { name: 'Booth', userLimit: 9 }))
  expect(renamed).toEqual({ ...channel, name: 'Booth', userLimit: 9 })
  expect(succeeded(Channel, await owner.patch(`/api/channels/${channel.id}`, {}))).toEqual(renamed)
  expect((await list()).map(({ name }) => name)).toEqual(['Lounge', 'Booth'])
  expect((await owner.delete(`/api/channels/${channel.id}`)).status).toBe(204)
  expect(codeOf(await owner.delete(`/api/channels/${channel.id}`))).toBe('not_found')
  undo()
  expect(facts).toEqual([
    { type: 'channel.created', channel },
    { type: 'channel.updated', channel: renamed },
    { type: 'channel.deleted', communityId, channelId: channel.id },
  ])
})

test('names are unique in a community, in every case, also when two ask at once', async () => {
  const replies = await Promise.all(['Studio', 'STUDIO', 'studio'].map((name) => owner.post(path, { name })))
  expect(countsOf(replies)).toEqual({ 201: 1, 409: 2 })
  const [lounge] = await list()
  expect(codeOf(await owner.patch(`/api/channels/${lounge?.id}`, { name: 'sTudio' }))).toBe('channel_name_taken')
  expect(succeeded(Channel, await owner.patch(`/api/channels/${lounge?.id}`, { name: 'LOUNGE' })).name).toBe('LOUNGE')
})

test('a community has only so many channels', async () => {
  for (const name of ['a', 'b', 'c']) await create(name)
  expect(codeOf(await owner.post(path, { name: 'd' }))).toBe('limit_reached')
})

test.each([
  { name: ' ' },
  { name: 'x', userLimit: 0 },
  { name: 'x', userLimit: 501 },
  { name: 'x', userLimit: 1.5 },
  { name: 'x', kind: 'text' },
])('%j makes no channel', async (body) => {
  expect(codeOf(await owner.post(path, body))).toBe('bad_request')
})

test('a stranger learns nothing of a channel, not even by its id', async () => {
  const stranger = await server.register(`stranger-${communityId.slice(-8)}`)
  const [lounge] = await list()
  const missing = newId()
  const at = (id: string) => [
    stranger.patch(`/api/channels/${id}`, { name: 'x' }),
    stranger.delete(`/api/channels/${id}`),
  ]
  const replies = await Promise.all([...at(lounge?.id ?? ''), ...at(missing)])
  expect(replies.map(codeOf)).toEqual(Array(4).fill('not_found'))
})

test('entering asks the resolver: an override of the channel keeps a member out, and only there', async () => {
  const [lounge] = await list()
  const studio = await create('Studio')
  const viewer = { userId: member.user.id, sessionId: '' }
  const { channels } = server.context.services
  await server.context.database.db.insert(permissionOverrides).values({
    id: newId(),
    channelId: studio.id,
    userId: viewer.userId,
    allow: ['mute_members'],
    deny: ['connect_voice'],
  })
  await expect(channels.enter(viewer, 'connect_voice', studio.id)).rejects.toMatchObject({ code: 'forbidden' })
  const { channel, permissions } = await channels.enter(viewer, 'view_community', studio.id)
  expect(channel).toEqual(studio)
  expect([...permissions]).toEqual([
    'view_community',
    'view_channels',
    'create_invite',
    'change_nickname',
    'speak',
    'post_messages',
    'request_to_speak',
    'mute_members',
  ])
  const elsewhere = await channels.enter(viewer, 'connect_voice', lounge?.id ?? '')
  expect(elsewhere.permissions.has('mute_members')).toBe(false)
  const boss = await channels.enter({ userId: owner.user.id, sessionId: '' }, 'connect_voice', studio.id)
  expect(boss.permissions.has('manage_channels')).toBe(true)
})
