import {
  Channel,
  type Community,
  type CommunityChange,
  Invite,
  InviteAcceptance,
  InvitePage,
  InvitePreview,
} from '@chaos/protocol'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, bringIn, newCommunity, newInvite, roleRow, takeInvite, viewOf } from './harness/community.ts'
import { query } from './harness/query.ts'
import { linkIn, type SmtpProcess, startSmtp } from './harness/smtp/smtp-process.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { codeOf, countsOf, type SignedInClient, succeeded } from './harness/test-client.ts'
import { helloOf, joinVoice, openVoiceSocket } from './harness/voice-client.ts'

let smtp: SmtpProcess
let server: TestServer
let owner: SignedInClient
let guest: SignedInClient
const sql = (statement: string) => query(server.databaseUrl, statement)
const change = (of: Community, draft: CommunityChange) => owner.patch(at(of), draft)
const accept = (client: SignedInClient, of: Community) => client.post(at(of, '/rules/accept'))

beforeAll(async () => {
  smtp = await startSmtp()
  server = await startServer({ smtp: { url: smtp.url(), from: 'Radio <no-reply@radio.test>' } })
  owner = await server.register('owner')
  guest = await server.register('guest')
})
afterAll(async () => {
  await server.close()
  await smtp.stop()
})

const timeout = ['view_community', 'view_channels']

describe('rules', () => {
  it('a newcomer looks on until they agree, in writing and in voice', async () => {
    const community = await newCommunity(owner)
    await change(community, { rules: 'Be kind.' })
    await bringIn(owner, community, [guest])
    const before = await viewOf(guest, community)
    expect(before).toMatchObject({ newcomer: { needs: ['rules'], oldEnoughAt: null }, permissions: timeout })
    expect(codeOf(await guest.post(at(community, '/invites'), {}))).toBe('rules_not_accepted')
    // What they could not do anyway is refused as ever.
    expect(codeOf(await guest.post(at(community, '/channels'), { name: 'x' }))).toBe('forbidden')
    const channelId = before.channels[0]?.id ?? ''
    const refusals: string[] = []
    const socket = await openVoiceSocket({ url: server.url, channelId }, (message) => {
      if (message.type === 'session.refused') refusals.push(message.code)
    })
    socket.send(helloOf(guest.token))
    await socket.closed()
    expect(refusals).toEqual(['rules_not_accepted'])

    const facts: unknown[] = []
    const undo = server.context.events.user.subscribe(guest.user.id, (fact) => facts.push(fact))
    expect((await accept(guest, community)).status).toBe(204)
    expect((await accept(guest, community)).status).toBe(204)
    undo()
    expect(facts).toEqual([{ type: 'access.changed', communityId: community.id }])
    expect(await viewOf(guest, community)).toMatchObject({ newcomer: { needs: [] } })
    expect((await guest.post(at(community, '/invites'), {})).status).toBe(201)
    expect(codeOf(await (await server.register('passer-by')).post(at(community, '/rules/accept')))).toBe('not_found')
  })

  it('who is in before there are rules goes on talking, and so do those who run the community', async () => {
    const community = await newCommunity(owner)
    await bringIn(owner, community, [guest])
    await change(community, { rules: 'Be kind.' })
    expect((await viewOf(guest, community)).permissions).toContain('speak')
    expect((await viewOf(owner, community)).newcomer.needs).toEqual([])
    const helper = await server.register('helper')
    await bringIn(owner, community, [helper])
    const role = roleRow(community, 'Admins', { permissions: ['administrator'] })
    await sql(role.statement)
    await sql(`insert into member_roles values ('${community.id}', '${helper.user.id}', '${role.id}')`)
    expect(await viewOf(helper, community)).toMatchObject({ newcomer: { needs: [] } })
    expect((await helper.post(at(community, '/channels'), { name: 'x' })).status).toBe(201)
    // Without rules there is nothing to agree to.
    await sql(`delete from member_roles where user_id = '${helper.user.id}'`)
    expect((await viewOf(helper, community)).newcomer.needs).toEqual(['rules'])
    await change(community, { rules: '' })
    expect((await viewOf(helper, community)).newcomer.needs).toEqual([])
  })

  it('a program needs nothing', async () => {
    const community = await newCommunity(owner)
    await change(community, { rules: 'Be kind.', verification: 'account_of_a_day' })
    const bot = await server.register('robot')
    await sql(`insert into bots (user_id, owner_id) values ('${bot.user.id}', '${owner.user.id}')`)
    await bringIn(owner, community, [bot])
    expect((await viewOf(bot, community)).newcomer.needs).toEqual([])
  })
})

describe('verification', () => {
  it('an address has to be verified, and then it is enough', async () => {
    const community = await newCommunity(owner)
    expect((await change(community, { verification: 'verified_email' })).status).toBe(200)
    const person = await server.register('unproven')
    await bringIn(owner, community, [person])
    expect((await viewOf(person, community)).newcomer.needs).toEqual(['verified_email'])
    expect(codeOf(await person.post(at(community, '/invites'), {}))).toBe('email_not_verified')
    await person.call('PUT', '/api/users/me/email', { body: { address: 'unproven@mail.test' } })
    const { secret } = linkIn(await smtp.mailTo('unproven@mail.test'))
    await server.anonymous.post('/api/auth/verify-email', { secret })
    expect(await viewOf(person, community)).toMatchObject({ newcomer: { needs: [] } })
    expect((await person.post(at(community, '/invites'), {})).status).toBe(201)
  })

  it('an account has to be a day old; what is first in the way is told first', async () => {
    const community = await newCommunity(owner)
    await change(community, { verification: 'account_of_a_day', rules: 'Be kind.' })
    const person = await server.register('fresh')
    await bringIn(owner, community, [person])
    const { newcomer } = await viewOf(person, community)
    expect(newcomer.needs).toEqual(['rules', 'account_of_a_day'])
    const waits = Date.parse(newcomer.oldEnoughAt ?? '') - Date.now()
    expect(waits > 86_000_000 && waits <= 86_400_000).toBe(true)
    await accept(person, community)
    expect(codeOf(await person.post(at(community, '/invites'), {}))).toBe('account_too_new')
    await sql(`update users set created_at = now() - interval '25 hours' where id = '${person.user.id}'`)
    expect((await viewOf(person, community)).newcomer).toEqual({ needs: [], oldEnoughAt: null })
  })
})

describe('bans', () => {
  it('who is banned comes in by no door', async () => {
    const community = await newCommunity(owner)
    await change(community, { visibility: 'public' })
    await sql(`insert into bans (community_id, user_id) values ('${community.id}', '${guest.user.id}')`)
    const invite = await newInvite(owner, community, { mostUses: 5 })
    expect(codeOf(await takeInvite(guest, invite))).toBe('banned')
    expect(codeOf(await guest.post(at(community, '/join')))).toBe('banned')
    // A use that let nobody in is none.
    const { items } = succeeded(InvitePage, await owner.get(at(community, '/invites')))
    expect(items).toMatchObject([{ code: invite.code, uses: 0 }])
  })
})

describe('open doors', () => {
  it('public and unlisted ones are previewed and joined without an invite, private ones are not there', async () => {
    const community = await newCommunity(owner, { template: 'podcast' })
    for (const path of ['/preview', '/join'] as const) {
      const reply = path === '/join' ? await guest.post(at(community, path)) : await guest.get(at(community, path))
      expect(codeOf(reply)).toBe('not_found')
    }
    await change(community, { visibility: 'unlisted', rules: 'x', description: 'Talks.' })
    const [lounge] = (await viewOf(owner, community)).channels
    const preview = { memberCount: 1, talkingCount: 0, hasRules: true, verification: 'none', channelId: lounge?.id }
    expect((await guest.get(at(community, '/preview'))).body).toMatchObject(preview)
    expect((await server.anonymous.get(at(community, '/preview'))).status).toBe(401)
    const joined = succeeded(InviteAcceptance, await guest.post(at(community, '/join')))
    expect(joined).toMatchObject({ community: { id: community.id }, channelId: lounge?.id })
    expect((await guest.post(at(community, '/join'))).status).toBe(200)
    expect((await guest.get(at(community))).status).toBe(200)
  })
})

describe('invites', () => {
  const previewOf = async ({ code }: Invite) =>
    succeeded(InvitePreview, await server.anonymous.get(`/api/communities/invites/${code}`))

  it('show who invited, how many are in and how many talk where everybody may look', async () => {
    const community = await newCommunity(owner)
    const [lounge] = (await viewOf(owner, community)).channels
    const secret = succeeded(Channel, await owner.post(at(community, '/channels'), { name: 'Secret' }))
    const everybody = (await viewOf(owner, community)).roles.find(({ kind }) => kind === 'member')
    await sql(`insert into permission_overrides (id, channel_id, role_id, allow, deny)
      values (gen_random_uuid(), '${secret.id}', '${everybody?.id}', '{}', '{view_channels}')`)
    const invite = await newInvite(owner, community, { channelId: secret.id })
    const talk = (channelId = '') => joinVoice({ url: server.url, token: owner.token, channelId, media: false })
    for (const [channelId, talkingCount] of [
      [secret.id, 0],
      [lounge?.id, 1],
    ] as const) {
      const call = await talk(channelId)
      // Rosters gather what happens within 50 ms.
      await pause(100)
      const preview = await previewOf(invite)
      // A newcomer does not arrive where they may not look.
      expect(preview).toMatchObject({ talkingCount, memberCount: 1, hasRules: false, channelId: lounge?.id })
      expect(preview.invitedBy).toEqual(owner.user)
      call.leave()
      await call.closed()
      call.dispose()
    }
  })

  it('let in as many as they say, however many come at once', async () => {
    const community = await newCommunity(owner)
    const invite = await newInvite(owner, community, { mostUses: 3 })
    const people = await Promise.all(Array.from({ length: 6 }, (_, index) => server.register(`rush-${index}`)))
    const replies = await Promise.all(people.map((person) => takeInvite(person, invite)))
    expect(countsOf(replies)).toEqual({ 200: 3, 404: 3 })
    const { items } = succeeded(InvitePage, await owner.get(at(community, '/invites')))
    expect(items).toMatchObject([{ uses: 3, mostUses: 3, createdBy: owner.user }])
    expect(codeOf(await server.anonymous.get(`/api/communities/invites/${invite.code}`))).toBe('invite_invalid')
  })

  it('count nobody twice: one person pressing twice is one use', async () => {
    const community = await newCommunity(owner)
    const invite = await newInvite(owner, community, { mostUses: 2 })
    const replies = await Promise.all([1, 2, 3].map(() => takeInvite(guest, invite)))
    expect(countsOf(replies)).toEqual({ 200: 3 })
    expect((await sql(`select uses from invites where code = '${invite.code}'`))[0]).toEqual({ uses: 1 })
  })

  it('lead to their room and give their role', async () => {
    const community = await newCommunity(owner, { template: 'podcast' })
    const { channels, roles } = await viewOf(owner, community)
    const [room, role] = [channels.at(-1), roles.find(({ name }) => name === 'Guests')]
    const invite = await newInvite(owner, community, { channelId: room?.id ?? '', roleId: role?.id ?? '' })
    expect(await previewOf(invite)).toMatchObject({ channelId: room?.id })
    const person = await server.register('speaker')
    expect((await takeInvite(person, invite)).body).toMatchObject({ channelId: room?.id })
    expect((await viewOf(person, community)).member.roleIds).toEqual([role?.id])
  })

  it('give no role that their maker could not give, when made and when used', async () => {
    const community = await newCommunity(owner)
    const [helper, late] = [await server.register('giver'), await server.register('late')]
    await bringIn(owner, community, [helper])
    const holding = { permissions: ['manage_roles', 'create_invite', 'speak'], position: 2 }
    const [helpers, high, low, strong] = [
      roleRow(community, 'Helpers', holding),
      roleRow(community, 'High', { position: 1 }),
      roleRow(community, 'Low', { position: 3, permissions: ['speak'] }),
      roleRow(community, 'Strong', { position: 4, permissions: ['kick_members'] }),
    ]
    for (const { statement } of [helpers, high, low, strong]) await sql(statement)
    const withRole = (roleId: string) => helper.post(at(community, '/invites'), { roleId })
    expect(codeOf(await withRole(low.id))).toBe('forbidden')
    await sql(`insert into member_roles values ('${community.id}', '${helper.user.id}', '${helpers.id}')`)
    for (const { id } of [helpers, high, strong]) expect(codeOf(await withRole(id))).toBe('forbidden')
    expect(codeOf(await withRole(community.id))).toBe('not_found')
    const invite = succeeded(Invite, await withRole(low.id))
    await sql(`delete from member_roles where user_id = '${helper.user.id}'`)
    await takeInvite(late, invite)
    expect((await viewOf(late, community)).member.roleIds).toEqual([])
  })

  it('are not made for a room of another community, or one that is not there', async () => {
    const [community, other] = [await newCommunity(owner), await newCommunity(owner)]
    const [room] = (await viewOf(owner, other)).channels
    for (const channelId of [room?.id, community.id])
      expect(codeOf(await owner.post(at(community, '/invites'), { channelId }))).toBe('not_found')
    for (const wrong of [{ mostUses: 0 }, { mostUses: 1001 }, { expiresInSeconds: 59 }, { roleId: 'x' }])
      expect(codeOf(await owner.post(at(community, '/invites'), wrong))).toBe('bad_request')
  })

  it('are listed newest first in pages: all of them for who runs the community, one’s own for others', async () => {
    const community = await newCommunity(owner)
    await bringIn(owner, community, [guest])
    await owner.delete(at(community, `/invites/${(await list(owner)).items[0]?.code}`))
    const own = await newInvite(guest, community)
    const made = []
    for (let count = 0; count < 3; count += 1) made.unshift((await newInvite(owner, community)).code)
    async function list(client: SignedInClient, path = '') {
      return succeeded(InvitePage, await client.get(at(community, `/invites${path}`)))
    }
    const first = await list(owner, '?limit=2')
    const second = await list(owner, `?limit=2&cursor=${first.next}`)
    expect([...first.items, ...second.items].map(({ code }) => code)).toEqual([...made, own.code])
    expect(second.next).toBeNull()
    expect((await list(guest)).items.map(({ code }) => code)).toEqual([own.code])
    expect(codeOf(await owner.get(at(community, '/invites?cursor=x')))).toBe('bad_request')
    expect(codeOf(await guest.delete(at(community, `/invites/${made[0]}`)))).toBe('not_found')
    expect((await guest.delete(at(community, `/invites/${own.code}`))).status).toBe(204)
    expect(codeOf(await guest.delete(at(community, `/invites/${own.code}`)))).toBe('not_found')
    expect((await owner.delete(at(community, `/invites/${made[0]}`))).status).toBe(204)
    const late = await server.register('too-late')
    for (const code of [own.code, made[0] ?? ''])
      expect(codeOf(await takeInvite(late, { code }))).toBe('invite_invalid')
    const entries = await sql(`select action, details->>'invite' as invite from audit_entries
      join audit_details on entry_id = id where community_id = '${community.id}' and action = 'invite.revoked'`)
    expect(entries).toHaveLength(3)
    for (const { invite } of entries) expect(invite).toMatch(/^.{4}…$/)
  })
})
