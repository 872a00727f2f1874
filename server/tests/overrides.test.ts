import { type Channel, PermissionOverride, type Role } from '@chaos/protocol'
import { Type } from 'typebox'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../utils/ids.ts'
import { gather } from './harness/gather.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { codeOf, type SignedInClient, succeeded } from './harness/test-client.ts'

let server: TestServer
let club: Awaited<ReturnType<typeof gather>>
let owner: SignedInClient
let boss: SignedInClient
let member: SignedInClient
let staff: Role
let everybody: Role
let room: Channel
beforeAll(async () => {
  server = await startServer({ overrides: { limits: { overridesPerChannel: 3 } } })
  owner = await server.register('owner')
  boss = await server.register('boss')
  member = await server.register('member')
})
afterAll(() => server.close())
beforeEach(async () => {
  club = await gather([owner, boss, member])
  staff = await club.role('Staff', ['manage_roles'])
  await club.give(staff.id, boss)
  everybody = await club.everybody()
  room = await club.channel('Room')
})

type Target = ['role' | 'member', string]
const at = ([target, id]: Target) => `/api/channels/${room.id}/overrides/${target}/${id}`
const put = (client: SignedInClient, target: Target, sets: object) =>
  client.put(at(target), { allow: [], deny: [], ...sets })
const list = async (client = owner) =>
  succeeded(Type.Array(PermissionOverride), await client.get(`/api/channels/${room.id}/overrides`))

test('what is set for roles and people is listed by name, changed and removed', async () => {
  await put(owner, ['member', member.user.id], { allow: ['mute_members'] })
  await put(owner, ['role', everybody.id], { deny: ['speak'] })
  await put(owner, ['role', staff.id], { allow: ['speak'] })
  await put(owner, ['role', staff.id], { allow: ['speak', 'priority_speaker'] })
  const all = await list(boss)
  expect(all).toEqual([
    { target: 'role', targetId: staff.id, name: 'Staff', allow: ['speak', 'priority_speaker'], deny: [] },
    { target: 'role', targetId: everybody.id, name: 'Member', allow: [], deny: ['speak'] },
    { target: 'member', targetId: member.user.id, name: member.user.displayName, allow: ['mute_members'], deny: [] },
  ])
  expect((await owner.delete(at(['role', staff.id]))).status).toBe(204)
  expect(codeOf(await owner.delete(at(['role', staff.id])))).toBe('not_found')
  expect(await list()).toEqual(all.slice(1))
})

test('nobody allows what they lack in that channel, nor lifts what was denied to them', async () => {
  await club.override(room.id, ['role', everybody.id], { deny: ['speak'] })
  const refused = [
    await put(boss, ['role', everybody.id], { deny: ['speak'], allow: ['mute_members'] }),
    await put(boss, ['role', everybody.id], {}),
    await put(boss, ['member', member.user.id], { allow: ['speak'] }),
    await put(boss, ['member', boss.user.id], { allow: ['speak'] }),
    await boss.delete(at(['role', everybody.id])),
  ]
  expect(refused.map(codeOf)).toEqual(Array(5).fill('forbidden'))
  expect((await put(boss, ['role', everybody.id], { deny: ['speak', 'connect_voice'] })).status).toBe(204)
})

test('nobody sets anything for who stands as high as they do', async () => {
  const above = await club.role('Late')
  await owner.put(`${club.path}/roles/order`, { from: [staff.id, above.id], to: [above.id, staff.id] })
  const peer = member
  await club.give(staff.id, peer)
  const refused = [
    await put(boss, ['role', staff.id], { deny: ['speak'] }),
    await put(boss, ['role', above.id], { deny: ['speak'] }),
    await put(boss, ['member', peer.user.id], { deny: ['speak'] }),
    await put(boss, ['member', owner.user.id], { deny: ['speak'] }),
  ]
  expect(refused.map(codeOf)).toEqual(Array(4).fill('forbidden'))
})

test('members may not even look, and who does not see the channel finds none', async () => {
  expect(codeOf(await member.get(`/api/channels/${room.id}/overrides`))).toBe('forbidden')
  expect(codeOf(await put(member, ['role', everybody.id], { deny: ['speak'] }))).toBe('forbidden')
  await club.override(room.id, ['role', everybody.id], { deny: ['view_channels'] })
  expect(codeOf(await boss.get(`/api/channels/${room.id}/overrides`))).toBe('not_found')
  expect(codeOf(await put(owner, ['role', newId()], {}))).toBe('not_found')
  expect(codeOf(await put(owner, ['member', newId()], {}))).toBe('not_found')
})

test.each([
  { allow: ['speak'], deny: ['speak'] },
  { allow: ['administrator'] },
  { allow: ['ban_members'] },
  { allow: ['fly'] },
])('%j can be set nowhere', async (sets) => {
  expect(codeOf(await put(owner, ['role', everybody.id], sets))).toBe('bad_request')
})

test('one channel has only so many', async () => {
  for (const name of ['a', 'b', 'c']) await put(owner, ['role', (await club.role(name)).id], {})
  expect(codeOf(await put(owner, ['role', everybody.id], {}))).toBe('limit_reached')
})

test('a channel that is hidden is in no view, no list and no roster', async () => {
  await club.override(room.id, ['role', everybody.id], { deny: ['view_channels'] })
  const names = async (client: SignedInClient) => (await club.view(client)).channels.map(({ name }) => name)
  expect(await names(member)).toEqual(['Lounge'])
  expect(await names(owner)).toEqual(['Lounge', 'Room'])
  const listed = (await member.get(`${club.path}/channels`)).body
  expect(listed).toHaveLength(1)
  expect(codeOf(await member.patch(`/api/channels/${room.id}`, { name: 'x' }))).toBe('not_found')
  await club.override(room.id, ['member', member.user.id], { allow: ['view_channels'] })
  expect(await names(member)).toEqual(['Lounge', 'Room'])
})
