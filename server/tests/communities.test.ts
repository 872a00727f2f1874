import { Channel, Community, CommunityView, Invite, InviteAcceptance, InvitePreview, MemberPage } from '@chaos/protocol'
import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type TestServer } from './harness/start-server.ts'
import { codeOf, problemOf, type SignedInClient, succeeded } from './harness/test-client.ts'

let server: TestServer
let owner: SignedInClient
let stranger: SignedInClient
beforeAll(async () => {
  server = await startServer({ overrides: { limits: { communitiesPerUser: 12 } } })
  owner = await server.register('owner')
  stranger = await server.register('stranger')
})
afterAll(() => server.close())

async function createCommunity(client = owner): Promise<Community> {
  return succeeded(Community, await client.post('/api/communities', { name: ' Radio ' }))
}

async function createInvite(communityId: string, draft = {}): Promise<Invite> {
  return succeeded(Invite, await owner.post(`/api/communities/${communityId}/invites`, draft))
}

const accept = (client: SignedInClient, code: string) => client.post(`/api/communities/invites/${code}/accept`)

test('who makes a community owns it and finds a voice channel in it', async () => {
  const joined = new Promise((resolve) => server.context.events.user.subscribe(owner.user.id, resolve))
  const community = await createCommunity()
  expect(community.name).toBe('Radio')
  expect(await joined).toEqual({ type: 'community.joined', community })
  const view = succeeded(CommunityView, await owner.get(`/api/communities/${community.id}`))
  expect(view.community).toEqual(community)
  expect(view.channels).toMatchObject([
    { name: 'Lounge', kind: 'voice', encryption: 'e2ee', position: 0, userLimit: 50 },
  ])
  expect(view.permissions).toContain('manage_community')
  const mine = succeeded(Type.Array(Community), await owner.get('/api/communities'))
  expect(mine).toContainEqual(community)
})

test('a community does not exist for those who are not in it', async () => {
  const { id } = await createCommunity()
  const unknown = '01890000-0000-7000-8000-000000000000'
  const at = (communityId: string) => [
    stranger.get(`/api/communities/${communityId}`),
    stranger.get(`/api/communities/${communityId}/members`),
    stranger.get(`/api/communities/${communityId}/channels`),
    stranger.post(`/api/communities/${communityId}/channels`, { name: 'x' }),
    stranger.post(`/api/communities/${communityId}/invites`, {}),
  ]
  const answersAt = async (communityId: string) =>
    (await Promise.all(at(communityId))).map((reply) => Object.assign(problemOf(reply), { requestId: '' }))
  const real = await answersAt(id)
  expect(real).toEqual(await answersAt(unknown))
  for (const problem of real) expect(problem).toMatchObject({ status: 404, code: 'not_found' })
  expect(succeeded(Type.Array(Community), await stranger.get('/api/communities'))).toEqual([])
})

test('an invite link previews without sign-in and lets somebody in, once', async () => {
  const community = await createCommunity()
  const { code, url, expiresAt } = await createInvite(community.id)
  expect(code).toMatch(/^[\w-]{22}$/)
  expect(url).toBe(`${server.context.publicUrl.get()}/invite/${code}`)
  expect(expiresAt).toBeNull()

  const preview = succeeded(InvitePreview, await server.anonymous.get(`/api/communities/invites/${code}`))
  expect(preview).toMatchObject({ code, community, memberCount: 1 })

  const facts: unknown[] = []
  const undo = server.context.events.community.subscribe(community.id, (fact) => facts.push(fact))
  const guest = await server.register('guest')
  const accepted = succeeded(InviteAcceptance, await accept(guest, code))
  expect(accepted).toEqual({ community, channelId: preview.channelId })
  expect(succeeded(InviteAcceptance, await accept(guest, code))).toEqual(accepted)
  undo()
  const member = { userId: guest.user.id, userName: 'guest', displayName: 'guest', avatar: null, isOwner: false }
  expect(facts).toHaveLength(1)
  expect(facts[0]).toMatchObject({ type: 'member.joined', communityId: community.id, member })

  const view = succeeded(CommunityView, await guest.get(`/api/communities/${community.id}`))
  expect(view.permissions).toEqual([
    'view_community',
    'view_channels',
    'create_invite',
    'change_nickname',
    'connect_voice',
    'speak',
    'post_messages',
    'request_to_speak',
  ])
})

test('an invite that is over, or never was, lets nobody in', async () => {
  const community = await createCommunity()
  const { code } = await createInvite(community.id, { expiresInSeconds: 60 })
  const { code: other } = await createInvite(community.id)
  await server.context.database.db.execute(
    `update invites set expires_at = now() - interval '1 second' where code = '${code}'`,
  )
  for (const wrong of [code, 'A'.repeat(22)]) {
    expect(codeOf(await server.anonymous.get(`/api/communities/invites/${wrong}`))).toBe('invite_invalid')
    expect(codeOf(await accept(stranger, wrong))).toBe('invite_invalid')
  }
  expect((await server.anonymous.get(`/api/communities/invites/${other}`)).status).toBe(200)
  expect((await server.anonymous.post(`/api/communities/invites/${other}/accept`)).status).toBe(401)
})

test('members come in pages, in the order they joined', async () => {
  const community = await createCommunity()
  const { code } = await createInvite(community.id)
  const names = ['p-one', 'p-two', 'p-three', 'p-four']
  for (const name of names) await accept(await server.register(name), code)
  const seen: string[] = []
  let cursor: string | null = ''
  let pages = 0
  while (cursor !== null) {
    const query: string = cursor ? `&cursor=${cursor}` : ''
    const page = succeeded(MemberPage, await owner.get(`/api/communities/${community.id}/members?limit=2${query}`))
    seen.push(...page.items.map(({ userName }) => userName))
    cursor = page.next
    pages += 1
  }
  expect(seen).toEqual(['owner', ...names])
  expect(pages).toBe(3)
  const whole = succeeded(MemberPage, await owner.get(`/api/communities/${community.id}/members`))
  expect(whole.items.map(({ isOwner }) => isOwner)).toEqual([true, false, false, false, false])
  expect(whole.next).toBeNull()
  for (const wrong of ['limit=0', 'limit=101', 'limit=x', 'cursor=x', 'page=2'])
    expect((await owner.get(`/api/communities/${community.id}/members?${wrong}`)).status).toBe(400)
})

test('members may not do what owners may', async () => {
  const community = await createCommunity()
  const { code } = await createInvite(community.id)
  const member = await server.register('plain')
  await accept(member, code)
  const path = `/api/communities/${community.id}/channels`
  const [lounge] = succeeded(Type.Array(Channel), await member.get(path))
  const refused = [
    await member.post(path, { name: 'mine' }),
    await member.patch(`/api/channels/${lounge?.id}`, { name: 'mine' }),
    await member.delete(`/api/channels/${lounge?.id}`),
  ]
  expect(refused.map(codeOf)).toEqual(['forbidden', 'forbidden', 'forbidden'])
  expect((await member.post(`/api/communities/${community.id}/invites`, {})).status).toBe(201)
})

test('somebody can be in only so many communities, made or joined', async () => {
  const collector = await server.register('collector')
  for (let count = 0; count < 12; count += 1) await createCommunity(collector)
  expect(codeOf(await collector.post('/api/communities', { name: 'one more' }))).toBe('limit_reached')
  const [mine] = succeeded(Type.Array(Community), await owner.get('/api/communities'))
  const { code } = await createInvite(mine?.id ?? '')
  expect(codeOf(await accept(collector, code))).toBe('limit_reached')
})

test.each([{ name: '' }, { name: '   ' }, { name: 'x'.repeat(65) }, { name: 5 }, {}, [], 'text'])(
  'a community cannot be made of %j',
  async (body) => {
    expect(codeOf(await owner.post('/api/communities', body))).toBe('bad_request')
  },
)
