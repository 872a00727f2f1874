import { Member, permissionNames, Role, RoleView } from '@chaos/protocol'
import { Type } from 'typebox'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../utils/ids.ts'
import { gather } from './harness/gather.ts'
import { query } from './harness/query.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { codeOf, type SignedInClient, succeeded } from './harness/test-client.ts'

let server: TestServer
let club: Awaited<ReturnType<typeof gather>>
let owner: SignedInClient
let boss: SignedInClient
let member: SignedInClient
/** Above `middle`, which may manage roles, above `low`. */
let high: Role
let middle: Role
let low: Role
beforeAll(async () => {
  server = await startServer({ overrides: { limits: { rolesPerCommunity: 6 } } })
  owner = await server.register('owner')
  boss = await server.register('boss')
  member = await server.register('member')
})
afterAll(() => server.close())
beforeEach(async () => {
  club = await gather([owner, boss, member])
  high = await club.role('High')
  middle = await club.role('Middle', ['manage_roles', 'mute_members'])
  low = await club.role('Low')
  await club.give(middle.id, boss)
})

const at = (role: { id: string }) => `${club.path}/roles/${role.id}`
const holding = ({ user }: SignedInClient, role: { id: string }) => `${club.path}/members/${user.id}/roles/${role.id}`
const list = async (client = owner) => succeeded(Type.Array(Role), await client.get(`${club.path}/roles`))
const factsOf = (topic: string, bus: 'community' | 'user') => {
  const facts: { type: string }[] = []
  server.context.events[bus].subscribe(topic, (fact: { type: string }) => facts.push(fact))
  return facts
}

test('roles stand below each other in the order they were made, everybody\u2019s last', async () => {
  expect((await list(member)).map(({ name }) => name)).toEqual(['Owner', 'High', 'Middle', 'Low', 'Member'])
})

test('whoever manages roles changes those below their own, and everybody hears of it', async () => {
  const facts = factsOf(club.communityId, 'community')
  const change = { name: ' Lower ', color: '#c2410c', isListed: true, permissions: ['mute_members'] }
  const changed = succeeded(Role, await boss.patch(at(low), change))
  expect(changed).toEqual({ ...low, ...change, name: 'Lower' })
  expect(succeeded(Role, await boss.patch(at(low), {}))).toEqual(changed)
  const made = succeeded(Role, await boss.post(`${club.path}/roles`, { name: 'New' }))
  expect((await boss.delete(at(made))).status).toBe(204)
  expect(codeOf(await boss.delete(at(made)))).toBe('not_found')
  expect(facts.map(({ type }) => type)).toEqual(['roles.changed', 'roles.changed', 'roles.changed'])
})

describe('nobody', () => {
  test('touches a role as high as their own, or higher', async () => {
    for (const role of [high, middle]) {
      expect(codeOf(await boss.patch(at(role), { name: 'x' }))).toBe('forbidden')
      expect(codeOf(await boss.delete(at(role)))).toBe('forbidden')
      expect(codeOf(await boss.put(holding(member, role)))).toBe('forbidden')
    }
    const ids = [high.id, middle.id, low.id]
    const reorder = (to: string[]) => boss.put(`${club.path}/roles/order`, { from: ids, to })
    expect(codeOf(await reorder([middle.id, high.id, low.id]))).toBe('forbidden')
    expect(codeOf(await reorder([low.id, high.id, middle.id]))).toBe('forbidden')
  })

  test('changes, gives, moves or removes the role of the owner, not even the owner', async () => {
    const own = (await list()).find(({ kind }) => kind === 'owner') ?? low
    const everybody = await club.everybody()
    const refused = [
      await owner.patch(at(own), { permissions: [] }),
      await owner.delete(at(own)),
      await owner.put(holding(member, own)),
      await owner.delete(holding(owner, own)),
      await owner.delete(at(everybody)),
      await owner.put(holding(member, everybody)),
      await owner.patch(at(everybody), { name: 'All' }),
    ]
    expect(refused.map(codeOf)).toEqual(Array(7).fill('forbidden'))
    expect((await owner.patch(at(everybody), { permissions: ['view_community'] })).status).toBe(200)
  })

  test('grants what they lack: by a new role, a changed one, by making it the default or by giving it', async () => {
    await owner.patch(at(low), { permissions: ['ban_members'] })
    const refused = [
      await boss.post(`${club.path}/roles`, { name: 'x', permissions: ['kick_members'] }),
      await boss.post(`${club.path}/roles`, { name: 'x', permissions: ['administrator'] }),
      await boss.patch(at(low), { permissions: ['ban_members', 'kick_members'] }),
      await boss.patch(at(low), { isDefault: true }),
      await boss.put(holding(member, low)),
      await boss.put(holding(boss, low)),
    ]
    expect(refused.map(codeOf)).toEqual(Array(6).fill('forbidden'))
    // What is there already may stay, or go.
    expect((await boss.patch(at(low), { name: 'Kept', permissions: ['ban_members'] })).status).toBe(200)
    expect((await boss.patch(at(low), { permissions: [] })).status).toBe(200)
    expect((await boss.put(holding(member, low))).status).toBe(200)
  })

  test('but an administrator makes administrators, below themselves', async () => {
    await owner.patch(at(middle), { permissions: ['administrator'] })
    expect((await boss.patch(at(low), { permissions: ['administrator'] })).status).toBe(200)
    expect((await boss.put(holding(member, low))).status).toBe(200)
    expect((await club.view(member)).permissions).toEqual([...permissionNames])
    expect(codeOf(await boss.patch(at(high), { name: 'x' }))).toBe('forbidden')
    expect(codeOf(await member.delete(holding(boss, middle)))).toBe('forbidden')
  })

  test('without the permission changes anything, nor with none but everybody\u2019s role', async () => {
    const ask = () => [
      member.post(`${club.path}/roles`, { name: 'x' }),
      member.patch(at(low), { name: 'x' }),
      member.delete(at(low)),
      member.put(`${club.path}/roles/order`, { from: [], to: [] }),
      member.put(holding(member, low)),
      member.get(`${at(low)}/view`),
    ]
    expect((await Promise.all(ask())).map(codeOf)).toEqual(Array(6).fill('forbidden'))
    const everybody = await club.everybody()
    await owner.patch(at(everybody), { permissions: [...everybody.permissions, 'manage_roles'] })
    expect((await Promise.all(ask().slice(0, 3))).map(codeOf)).toEqual(Array(3).fill('forbidden'))
    expect(codeOf(await member.patch(at(everybody), { permissions: [] }))).toBe('forbidden')
  })

  test('takes roles from who stands as high as they do', async () => {
    await club.give(low.id, owner)
    await club.give(high.id, member)
    await club.give(low.id, member)
    expect(codeOf(await boss.delete(holding(owner, low)))).toBe('forbidden')
    expect(codeOf(await boss.delete(holding(member, low)))).toBe('forbidden')
  })
})

test('a role that is given shows at once and reaches its new holder; twice is once', async () => {
  const community = factsOf(club.communityId, 'community')
  const own = factsOf(member.user.id, 'user')
  const given = succeeded(Member, await boss.put(holding(member, low)))
  expect(given).toMatchObject({ userId: member.user.id, roleIds: [low.id] })
  expect(succeeded(Member, await boss.put(holding(member, low)))).toEqual(given)
  const taken = succeeded(Member, await boss.delete(holding(member, low)))
  expect(taken.roleIds).toEqual([])
  expect(community).toMatchObject([
    { type: 'member.updated', member: given },
    { type: 'member.updated', member: taken },
  ])
  const changed = { type: 'access.changed', communityId: club.communityId }
  expect(own).toEqual([changed, changed])
  expect(codeOf(await boss.put(holding(member, { id: newId() })))).toBe('not_found')
  const stranger = await server.register(`stranger-${club.communityId.slice(-6)}`)
  expect(codeOf(await boss.put(holding(stranger, low)))).toBe('not_found')
})

test('new permissions reach who holds the role, and all when it is everybody\u2019s', async () => {
  await club.give(low.id, member)
  const [community, own, others] = [
    factsOf(club.communityId, 'community'),
    factsOf(member.user.id, 'user'),
    factsOf(boss.user.id, 'user'),
  ]
  await owner.patch(at(low), { permissions: ['kick_members'] })
  expect([own.length, others.length]).toEqual([1, 0])
  await owner.delete(at(low))
  expect([own.length, others.length]).toEqual([2, 0])
  expect((await club.view(member)).member.roleIds).toEqual([])
  await owner.patch(at(await club.everybody()), { permissions: ['view_community', 'view_channels'] })
  expect(community.map(({ type }) => type)).toEqual([
    'roles.changed',
    'roles.changed',
    'roles.changed',
    'access.changed',
  ])
})

test('the order is put as a whole, from how it stands', async () => {
  const ids = [high.id, middle.id, low.id]
  const extra = await club.role('Extra')
  const path = `${club.path}/roles/order`
  expect(codeOf(await owner.put(path, { from: ids, to: ids }))).toBe('order_stale')
  const from = [...ids, extra.id]
  expect(codeOf(await owner.put(path, { from, to: ids }))).toBe('order_stale')
  expect((await boss.put(path, { from, to: [high.id, middle.id, extra.id, low.id] })).status).toBe(200)
  const all = succeeded(
    Type.Array(Role),
    await owner.put(path, { from: [high.id, middle.id, extra.id, low.id], to: from.toReversed() }),
  )
  expect(all.map(({ name }) => name)).toEqual(['Owner', 'Extra', 'Low', 'Middle', 'High', 'Member'])
  expect((await boss.patch(at(high), { name: 'Fallen' })).status).toBe(200)
})

test('there are only so many', async () => {
  for (const name of ['a', 'b', 'c']) await club.role(name)
  expect(codeOf(await owner.post(`${club.path}/roles`, { name: 'd' }))).toBe('limit_reached')
})

test('everything is written down with what changed', async () => {
  await boss.patch(at(low), { permissions: ['mute_members'], color: '#15703d' })
  await boss.put(holding(member, low))
  const rows = await query(
    server.databaseUrl,
    `select action, details, subject_id from audit_entries join audit_details on entry_id = id
      where community_id = '${club.communityId}' and actor_id = '${boss.user.id}' order by position`,
  )
  expect(rows).toEqual([
    {
      action: 'community_role.changed',
      subject_id: null,
      details: {
        role: 'Low',
        ...{ 'permissions.before': '', 'permissions.after': 'mute_members' },
        ...{ 'color.before': null, 'color.after': '#15703d' },
      },
    },
    { action: 'member_role.given', subject_id: member.user.id, details: { role: 'Low' } },
  ])
})

test('one can look as somebody with one role would, as far as one sees oneself', async () => {
  const [secret, open] = [await club.channel('Secret'), await club.channel('Open')]
  const everybody = await club.everybody()
  await club.override(secret.id, ['role', everybody.id], { deny: ['view_channels'] })
  await club.override(secret.id, ['role', low.id], { allow: ['view_channels', 'mute_members'] })
  await club.override(open.id, ['role', low.id], { deny: ['speak'] })
  const look = async (client: SignedInClient, role: Role) => succeeded(RoleView, await client.get(`${at(role)}/view`))
  const seen = await look(owner, low)
  expect(seen.role).toEqual(low)
  expect(seen.permissions).toEqual((await club.view(member)).permissions)
  const named = (view: RoleView, name: string) =>
    view.channels.find(({ channel }) => channel.name === name)?.permissions
  expect(named(seen, 'Secret')).toContain('mute_members')
  expect(named(seen, 'Open')).not.toContain('speak')
  expect(named(seen, 'Lounge')).toContain('speak')
  expect(named(await look(owner, high), 'Secret')).toBeUndefined()
  // Who may not see a channel does not learn of it in this way either.
  expect(named(await look(boss, low), 'Secret')).toBeUndefined()
  expect(codeOf(await owner.get(`${club.path}/roles/${newId()}/view`))).toBe('not_found')
})
