import { avatarPath, ChangedCommunity, Community, communityTemplates, type CommunityChange } from '@chaos/protocol'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { templates } from '../community/templates.ts'
import { at, bringIn, newCommunity, roleRow, viewOf } from './harness/community.ts'
import { plainPicture } from './harness/pictures.ts'
import { query } from './harness/query.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { codeOf, type SignedInClient, succeeded } from './harness/test-client.ts'

let server: TestServer
let owner: SignedInClient
let member: SignedInClient
let community: Community
const sql = (statement: string) => query(server.databaseUrl, statement)
const change = (client: SignedInClient, draft: object, of = community) => client.patch(at(of), draft)
const giveRole = (userId: string, roleId: string) =>
  sql(`insert into member_roles (community_id, user_id, role_id) values ('${community.id}', '${userId}', '${roleId}')`)

beforeAll(async () => {
  server = await startServer({ overrides: { limits: { pictureBytes: 100_000 } } })
  owner = await server.register('owner')
  member = await server.register('member')
  community = await newCommunity(owner)
  await bringIn(owner, community, [member])
})
afterAll(() => server.close())

/** What the community's own log says, the newest first. */
const log = async (of = community) =>
  sql(`select action, details from audit_entries join audit_details on entry_id = id
    where community_id = '${of.id}' order by position desc`)

describe('templates', () => {
  it.each(communityTemplates)('%s: its rooms stand under their headings, its roles above everybody', async (name) => {
    const made = await newCommunity(owner, { name: `From ${name}`, template: name })
    const { channels, categories, roles } = await viewOf(owner, made)
    const template = templates[name]
    const under = (heading: string | null) => {
      const id = categories.find((category) => category.name === heading)?.id ?? null
      return channels.filter(({ categoryId }) => categoryId === id).map((channel) => channel.name)
    }
    expect(under(null)).toEqual(template.channels.map((channel) => channel.name))
    expect(categories.map((category) => category.name)).toEqual(template.categories.map((category) => category.name))
    for (const category of template.categories)
      expect(under(category.name)).toEqual(category.channels.map((channel) => channel.name))
    expect(roles.map((role) => role.kind)).toEqual(['owner', ...template.roles.map(() => 'custom'), 'member'])
    expect(roles.slice(1, -1)).toMatchObject(template.roles)
  })

  it('a template that there is none of is refused', async () => {
    expect(codeOf(await owner.post('/api/communities', { name: 'x', template: 'castle' }))).toBe('bad_request')
  })
})

describe('settings', () => {
  it('all change at once, everybody hears it, and the log has what was before', async () => {
    const own = await newCommunity(owner, { name: 'Before' })
    const [room] = (await viewOf(owner, own)).channels
    const facts: unknown[] = []
    const undo = server.context.events.community.subscribe(own.id, (fact) => facts.push(fact))
    const draft: CommunityChange = {
      name: ' After ',
      description: 'Slow talk\u202e.\r\nOften late.',
      tags: ['late', 'jazz-2'],
      visibility: 'public',
      rules: 'Be kind.',
      verification: 'account_of_a_day',
      historyPolicy: 'all',
      systemChannelId: room?.id ?? null,
      afkChannelId: room?.id ?? null,
      afkSeconds: 600,
    }
    const changed = succeeded(ChangedCommunity, await change(owner, draft, own))
    undo()
    expect(changed.community).toEqual({
      ...{ ...own, name: 'After', description: 'Slow talk.\nOften late.' },
      ...{ tags: ['late', 'jazz-2'], visibility: 'public' },
    })
    const { rules, verification, historyPolicy, systemChannelId, afkChannelId, afkSeconds } = draft
    expect(changed.settings).toEqual({
      ...{ rules, verification, historyPolicy, systemChannelId, afkChannelId, afkSeconds },
    })
    expect(facts).toEqual([{ type: 'community.updated', ...changed }])
    expect(await viewOf(owner, own)).toMatchObject(changed)
    expect((await log(own))[0]).toMatchObject({
      action: 'community.updated',
      details: { name: 'Before -> After', visibility: 'private -> public', rules: 'none -> Be kind.' },
    })
    expect(await change(owner, { name: 'After' }, own)).toMatchObject({ status: 200 })
    expect(await log(own)).toHaveLength(1)
  })

  it('a room that is gone is no longer the one that was chosen', async () => {
    const own = await newCommunity(owner, { template: 'team' })
    const [, room] = (await viewOf(owner, own)).channels
    await change(owner, { afkChannelId: room?.id }, own)
    await owner.delete(`/api/channels/${room?.id}`)
    expect((await viewOf(owner, own)).settings.afkChannelId).toBeNull()
  })

  it.each([
    { name: '' },
    { name: '\u202e' },
    { name: 'x'.repeat(65) },
    { description: 'x'.repeat(301) },
    { rules: 'x'.repeat(4001) },
    { tags: ['a', 'b', 'c', 'd', 'e', 'f'] },
    { tags: ['a', 'a'] },
    { tags: ['Jazz'] },
    { tags: ['x'.repeat(25)] },
    { tags: [''] },
    { visibility: 'secret' },
    { verification: 'phone' },
    { afkSeconds: 59 },
    { afkSeconds: 3601 },
    { systemChannelId: '01890000-0000-7000-8000-000000000000' },
    { defaultRoleIds: ['01890000-0000-7000-8000-000000000000'] },
    { icon: 'x' },
    { owner: 'x' },
  ])('%j is refused, and nothing changes', async (draft) => {
    const before = await viewOf(owner, community)
    expect(codeOf(await change(owner, draft))).toBe('bad_request')
    expect(await viewOf(owner, community)).toEqual(before)
  })

  it('a room of another community cannot be chosen', async () => {
    const other = await newCommunity(owner)
    const [room] = (await viewOf(owner, other)).channels
    for (const name of ['systemChannelId', 'afkChannelId'])
      expect(codeOf(await change(owner, { [name]: room?.id }))).toBe('bad_request')
  })

  it('members and strangers change nothing', async () => {
    const stranger = await server.register('stranger')
    for (const [client, code] of [
      [member, 'forbidden'],
      [stranger, 'not_found'],
    ] as const) {
      expect(codeOf(await change(client, { name: 'Mine' }))).toBe(code)
      expect(codeOf(await client.delete(at(community, '/icon')))).toBe(code)
      expect(codeOf(await client.post(at(community, '/owner'), { userId: client.user.id }))).toBe(code)
      expect(codeOf(await client.post(at(community, '/deletion'), { name: 'Radio' }))).toBe(code)
    }
  })

  it('a verified address cannot be asked for where nobody can verify one', async () => {
    expect(codeOf(await change(owner, { verification: 'verified_email' }))).toBe('mail_disabled')
  })
})

describe('default roles', () => {
  it('nobody gives newcomers a role that they could not give by hand', async () => {
    const manager = await server.register('manager')
    const makeUp = { permissions: ['manage_community', 'manage_roles', 'speak'], position: 5 }
    const managers = roleRow(community, 'Managers', makeUp)
    const above = roleRow(community, 'Above', { position: 4 })
    const below = roleRow(community, 'Below', { position: 6, permissions: ['speak'] })
    const strong = roleRow(community, 'Strong', { position: 7, permissions: ['ban_members'] })
    for (const { statement } of [managers, above, below, strong]) await sql(statement)
    await bringIn(owner, community, [manager])
    await giveRole(manager.user.id, managers.id)
    for (const { id } of [above, managers, strong])
      expect(codeOf(await change(manager, { defaultRoleIds: [id] }))).toBe('forbidden')

    const facts: { type: string }[] = []
    const undo = server.context.events.community.subscribe(community.id, (fact) => facts.push(fact))
    expect((await change(manager, { defaultRoleIds: [below.id] })).status).toBe(200)
    undo()
    expect(facts.map(({ type }) => type)).toEqual(['community.updated', 'roles.changed'])
    expect((await viewOf(owner, community)).roles.filter((role) => role.isDefault)).toMatchObject([{ id: below.id }])

    const newcomer = await server.register('newcomer')
    await bringIn(owner, community, [newcomer])
    expect((await viewOf(newcomer, community)).member.roleIds).toEqual([below.id])

    // What somebody above made default stays out of a manager's reach, also to be taken away.
    await change(owner, { defaultRoleIds: [above.id, below.id] })
    expect(codeOf(await change(manager, { defaultRoleIds: [below.id] }))).toBe('forbidden')
    const everybody = (await viewOf(owner, community)).roles.find((role) => role.kind === 'member')?.id
    expect(codeOf(await change(owner, { defaultRoleIds: [everybody] }))).toBe('forbidden')
    expect((await change(owner, { defaultRoleIds: [] })).status).toBe(200)
  })
})

describe('icon', () => {
  const upload = (client: SignedInClient, bytes: Buffer, type = 'image/png', of = community) =>
    fetch(server.url + at(of, '/icon'), {
      method: 'PUT',
      headers: { authorization: `Bearer ${client.token}`, 'content-type': type },
      body: new Uint8Array(bytes),
    })
  const status = async (icon: string | null) => (await fetch(server.url + avatarPath(icon ?? '', '96'))).status

  it('is made anew like the picture of a person, and goes when nobody names it', async () => {
    const icon = async (bytes: Buffer) => ((await (await upload(owner, bytes)).json()) as Community).icon
    const first = await icon(await plainPicture('jpeg', '#204060'))
    expect(await status(first)).toBe(200)
    expect((await viewOf(member, community)).community.icon).toBe(first)
    const second = await icon(await plainPicture('png', '#605040'))
    expect(second).not.toBe(first)
    expect(await status(first)).toBe(404)
    const removed = succeeded(Community, await owner.delete(at(community, '/icon')))
    expect(removed.icon).toBeNull()
    expect(await status(second)).toBe(404)
    expect((await owner.delete(at(community, '/icon'))).status).toBe(200)
  })

  it('stays as long as somebody has the same picture, person or community', async () => {
    const bytes = await plainPicture('png', '#0a0b0c')
    await upload(owner, bytes)
    const person = await fetch(`${server.url}/api/users/me/avatar`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${member.token}`, 'content-type': 'image/png' },
      body: new Uint8Array(bytes),
    })
    const { avatar } = (await person.json()) as { avatar: string }
    await owner.delete(at(community, '/icon'))
    expect(await status(avatar)).toBe(200)
    await upload(owner, bytes)
    await member.delete('/api/users/me/avatar')
    expect(await status(avatar)).toBe(200)
    await owner.delete(at(community, '/icon'))
    expect(await status(avatar)).toBe(404)
  })

  it('of a community that went with its owner’s account is swept', async () => {
    const own = await newCommunity(owner)
    const { icon } = (await (
      await upload(owner, await plainPicture('png', '#ffeedd'), 'image/png', own)
    ).json()) as Community
    await sql(`delete from communities where id = '${own.id}'`)
    await server.context.services.pictures.sweep(new Date(Date.now() + 2 * 3_600_000))
    expect(await status(icon)).toBe(404)
  })

  it('what is no picture, or too much of one, or not one’s own to change, is refused', async () => {
    const code = async (reply: Promise<Response>) => ((await (await reply).json()) as { code: string }).code
    expect(await code(upload(owner, Buffer.from('<svg/>')))).toBe('unsupported_media_type')
    expect(await code(upload(owner, Buffer.from('{}'), 'application/json'))).toBe('bad_request')
    expect(await code(upload(owner, Buffer.alloc(100_001)))).toBe('payload_too_large')
    expect(await code(upload(member, await plainPicture('png')))).toBe('forbidden')
  })
})

describe('leaving, handing over and ending', () => {
  const letConfirmationAge = (userId: string) =>
    sql(`update sessions set confirmed_at = now() - interval '30 minutes' where user_id = '${userId}'`)
  let count = 0
  async function club() {
    const [one, two] = [await server.register(`one-${(count += 1)}`), await server.register(`two-${count}`)]
    const own = await newCommunity(one, { name: `Club ${count}` })
    await bringIn(one, own, [two])
    return { one, two, own }
  }

  it('a member goes at once; the owner only once somebody else is', async () => {
    const { one, two, own } = await club()
    expect(codeOf(await one.post(at(own, '/leave')))).toBe('last_owner')
    const facts: unknown[] = []
    const undo = [
      server.context.events.community.subscribe(own.id, (fact) => facts.push(fact)),
      server.context.events.user.subscribe(two.user.id, (fact) => facts.push(fact)),
    ]
    expect((await two.post(at(own, '/leave'))).status).toBe(204)
    for (const end of undo) end()
    expect(facts).toEqual([
      { type: 'member.left', communityId: own.id, userId: two.user.id },
      { type: 'community.left', communityId: own.id },
    ])
    expect(codeOf(await two.get(at(own)))).toBe('not_found')
    expect(codeOf(await two.post(at(own, '/leave')))).toBe('not_found')
  })

  it('the owner hands over, then may go, and an account that must stay no longer has to', async () => {
    const { one, two, own } = await club()
    const deletion = () => one.post('/api/users/me/deletion', { userName: one.user.userName })
    expect(codeOf(await deletion())).toBe('last_owner')
    await letConfirmationAge(one.user.id)
    expect(codeOf(await one.post(at(own, '/owner'), { userId: two.user.id }))).toBe('confirmation_required')
    await one.post('/api/auth/confirm', { password: 'correct horse battery' })
    const stranger = await server.register(`stranger-${count}`)
    for (const userId of [stranger.user.id, one.user.id])
      expect(codeOf(await one.post(at(own, '/owner'), { userId }))).toBe('not_found')
    expect((await one.post(at(own, '/owner'), { userId: two.user.id })).status).toBe(204)
    expect((await viewOf(two, own)).permissions).toContain('administrator')
    expect((await viewOf(one, own)).permissions).not.toContain('manage_community')
    expect((await log(own))[0]).toMatchObject({ action: 'community.handed_over' })
    expect(codeOf(await one.post(at(own, '/owner'), { userId: two.user.id }))).toBe('forbidden')
    expect((await one.post(at(own, '/leave'))).status).toBe(204)
    expect((await deletion()).status).toBe(200)
  })

  it('two handovers at once make one owner', async () => {
    const { one, two, own } = await club()
    const third = await server.register(`third-${count}`)
    await bringIn(one, own, [third])
    const replies = await Promise.all([two, third].map(({ user }) => one.post(at(own, '/owner'), { userId: user.id })))
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 403])
    const owners = await sql(`select 1 from member_roles join roles on roles.id = role_id
      where member_roles.community_id = '${own.id}' and kind = 'owner'`)
    expect(owners).toHaveLength(1)
  })

  it('a disabled account becomes no owner', async () => {
    const { one, two, own } = await club()
    await sql(`update users set status = 'disabled' where id = '${two.user.id}'`)
    expect(codeOf(await one.post(at(own, '/owner'), { userId: two.user.id }))).toBe('not_found')
  })

  it('the owner ends it by its name, with a proof; everybody is told and nothing is left', async () => {
    const { one, two, own } = await club()
    expect(codeOf(await one.post(at(own, '/deletion'), { name: 'Club' }))).toBe('name_mismatch')
    await letConfirmationAge(one.user.id)
    expect(codeOf(await one.post(at(own, '/deletion'), { name: own.name }))).toBe('confirmation_required')
    await one.post('/api/auth/confirm', { password: 'correct horse battery' })
    const facts: unknown[] = []
    const undo = [
      server.context.events.community.subscribe(own.id, ({ type }) => facts.push(type)),
      ...[one, two].map(({ user }) => server.context.events.user.subscribe(user.id, ({ type }) => facts.push(type))),
    ]
    expect((await one.post(at(own, '/deletion'), { name: own.name })).status).toBe(204)
    for (const end of undo) end()
    expect(facts).toEqual(['channel.deleted', 'community.left', 'community.left'])
    expect(codeOf(await one.get(at(own)))).toBe('not_found')
    expect(await sql(`select 1 from channels where community_id = '${own.id}'`)).toEqual([])
    expect((await log(own))[0]).toMatchObject({ action: 'community.deleted', details: { name: own.name, members: 2 } })
  })
})

test('members are counted as they come and go', async () => {
  const counted = async () =>
    sql(`select member_count::int as kept, (select count(*)::int from members where community_id = communities.id) as real
      from communities where id = '${community.id}'`)
  const person = await server.register('counted')
  await bringIn(owner, community, [person])
  const [first] = await counted()
  expect(first?.kept).toBe(first?.real)
  await person.post(at(community, '/leave'))
  expect((await counted())[0]).toEqual({ kept: Number(first?.kept) - 1, real: Number(first?.real) - 1 })
})
