import {
  BanPage,
  CommunityAuditPage,
  CommunityView,
  Member,
  MemberPage,
  OwnBan,
  parsePresenceServerMessage,
  type PresenceServerMessage,
  protocolVersion,
} from '@chaos/protocol'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CommunityFact, UserFact } from '../community/community-events.ts'
import { inDatabase } from './harness/administrators.ts'
import { openSocket } from './harness/socket-client.ts'
import { giveRole } from './harness/standing.ts'
import { codeOf, type Reply, type SignedInClient, succeeded } from './harness/test-client.ts'
import { helloOf } from './harness/voice-client.ts'
import { setStage, type Stage } from './harness/voice-stage.ts'

let stage: Stage
let inviteCode: string
let people = 0
/** May everything that moderators do; `plain` nothing of it. */
let moderator: SignedInClient
let plain: SignedInClient

const powers = ['kick_members', 'ban_members', 'timeout_members', 'manage_nicknames', 'view_audit_log'] as const

beforeAll(async () => {
  stage = await setStage()
  moderator = await stage.person('warden')
  await giveRole(stage.server, moderator, { communityId: stage.community.id, position: 5, permissions: [...powers] })
  const [invite] = await stage.server.context.database.db
    .execute<{ code: string }>('select code from invites')
    .then(({ rows }) => rows)
  inviteCode = invite?.code ?? ''
})
beforeEach(async () => {
  plain = await newMember()
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

const newMember = () => {
  people += 1
  return stage.person(`member-${people}`)
}
const at = (path: string) => `/api/communities/${stage.community.id}${path}`
const about = ({ user }: SignedInClient, path = '') => at(`/members/${user.id}${path}`)
const banOf = ({ user }: SignedInClient) => at(`/bans/${user.id}`)
const put = (client: SignedInClient, path: string, body: unknown): Promise<Reply> => client.call('PUT', path, { body })
const join = (client: SignedInClient) => client.post(`/api/communities/invites/${inviteCode}/accept`)
const statusOf = ({ status }: Reply) => status

/** What is told of a community and to one person until the end of a test. */
function listenFor(client: SignedInClient) {
  const community: CommunityFact[] = []
  const user: UserFact[] = []
  const { events } = stage.server.context
  events.community.subscribe(stage.community.id, (fact) => void community.push(fact))
  events.user.subscribe(client.user.id, (fact) => void user.push(fact as UserFact))
  return { community, user }
}

/** What is promised, from the moment at which the fact is told. */
const soonMs = 1_000

/** How long after the first fact of a kind something was over, ms: a busy machine takes its time before that. */
function timeSince(type: CommunityFact['type']) {
  let since = Number.NaN
  const undo = stage.server.context.events.community.subscribe(stage.community.id, (fact) => {
    if (fact.type !== type) return
    since = performance.now()
    undo()
  })
  return () => performance.now() - since
}

async function lastEntry() {
  // As it came: parsing by the schema would leave the details out.
  const { body } = await stage.owner.get(at('/audit?limit=1'))
  const [entry] = (body as CommunityAuditPage).items
  return {
    action: entry?.action,
    actor: entry?.actor?.userName,
    subject: entry?.subject?.userName,
    details: entry?.details,
  }
}

async function watcher(client: SignedInClient) {
  const url = `${stage.server.url}/ws/presence`
  const socket = await openSocket<PresenceServerMessage, { type: string; [member: string]: unknown }>({
    url,
    parse: parsePresenceServerMessage,
  })
  socket.send({ type: 'session.hello', version: protocolVersion, token: client.token })
  await socket.next('session.welcome')
  socket.send({ type: 'watch.set', communityIds: [stage.community.id] })
  socket.send({ type: 'session.ping', id: 1 })
  await socket.next('session.pong')
  return socket
}

describe('who may', () => {
  const acts: [name: string, act: (who: SignedInClient, whom: SignedInClient) => Promise<Reply>][] = [
    ['kick', (who, whom) => who.post(about(whom, '/kick'), {})],
    ['ban', (who, whom) => put(who, banOf(whom), {})],
    ['timeout', (who, whom) => put(who, about(whom, '/timeout'), { seconds: 60 })],
    ['lift a timeout', (who, whom) => who.delete(about(whom, '/timeout'))],
    ['rename', (who, whom) => who.patch(about(whom), { nickname: 'Renamed' })],
  ]

  it.each(acts)(
    '%s: not without the permission, not upwards, not level, not the owner, not strangers',
    async (_, act) => {
      const level = await newMember()
      await giveRole(stage.server, level, { communityId: stage.community.id, position: 5, permissions: [] })
      const above = await newMember()
      await giveRole(stage.server, above, { communityId: stage.community.id, position: 4, permissions: [] })
      const stranger = await stage.server.register(`stranger-${(people += 1)}`)
      const replies = [
        await act(plain, await newMember()),
        await act(moderator, above),
        await act(moderator, level),
        await act(moderator, stage.owner),
        await act(above, plain),
        await act(stranger, plain),
      ]
      expect(replies.map(codeOf)).toEqual([
        'forbidden',
        'forbidden',
        'forbidden',
        'forbidden',
        'forbidden',
        'not_found',
      ])
      expect((await act(moderator, plain)).status).toBeLessThan(300)
    },
  )

  it.each(['/bans', '/audit'])('%s is for those with the permission', async (path) => {
    expect(codeOf(await plain.get(at(path)))).toBe('forbidden')
    const stranger = await stage.server.register(`stranger-${(people += 1)}`)
    expect(codeOf(await stranger.get(at(path)))).toBe('not_found')
    expect((await moderator.get(at(path))).status).toBe(200)
  })

  it('bounds: reasons of 300, timeouts of a minute to 28 days, names of 32 that one can see', async () => {
    const whom = await newMember()
    const long = 'x'.repeat(301)
    const refused = [
      await moderator.post(about(whom, '/kick'), { reason: long }),
      await put(moderator, banOf(whom), { reason: long }),
      await put(moderator, banOf(whom), { purgeSeconds: 8 * 86_400 }),
      await put(moderator, about(whom, '/timeout'), { seconds: 59 }),
      await put(moderator, about(whom, '/timeout'), { seconds: 28 * 86_400 + 1 }),
      await moderator.patch(about(whom), { nickname: 'x'.repeat(33) }),
      await moderator.patch(about(whom), { nickname: ' ' }),
      await moderator.patch(about(whom), { nickname: '\u202e' }),
    ]
    expect(refused.map(codeOf)).toEqual(refused.map(() => 'bad_request'))
  })
})

describe('a kick', () => {
  it('removes, tells, is written down, and lets come back', async () => {
    const facts = listenFor(plain)
    expect(statusOf(await moderator.post(about(plain, '/kick'), { reason: ' Loud ' }))).toBe(204)
    const { id: communityId, name } = stage.community
    expect(facts.user).toEqual([
      { type: 'community.left', communityId, removal: { how: 'kicked', name, reason: 'Loud' } },
    ])
    expect(facts.community).toEqual([{ type: 'member.left', communityId, userId: plain.user.id }])
    expect(await lastEntry()).toEqual({
      ...{ action: 'member.kicked', actor: 'warden', subject: plain.user.userName },
      details: { reason: 'Loud' },
    })
    expect(codeOf(await plain.get(at('')))).toBe('not_found')
    expect(codeOf(await moderator.post(about(plain, '/kick'), {}))).toBe('not_found')
    expect(codeOf(await plain.get(at('/bans/me')))).toBe('not_found')
    expect(statusOf(await join(plain))).toBe(200)
  })
})

describe('a ban', () => {
  it('removes, keeps out, says so, and ends', async () => {
    const facts = listenFor(plain)
    const ban = { reason: 'Spam', purgeSeconds: 3600 }
    expect(statusOf(await put(moderator, banOf(plain), ban))).toBe(204)
    const { id: communityId, name } = stage.community
    expect(facts.user).toMatchObject([{ type: 'community.left', removal: { how: 'banned', name, reason: 'Spam' } }])
    expect(facts.community).toEqual([
      { type: 'member.banned', communityId, userId: plain.user.id, purgeSeconds: 3600 },
      { type: 'member.left', communityId, userId: plain.user.id },
    ])
    expect(await lastEntry()).toMatchObject({ action: 'member.banned', details: ban })
    expect(codeOf(await join(plain))).toBe('banned')
    const own = succeeded(OwnBan, await plain.get(at('/bans/me')))
    expect(own).toMatchObject({ communityId, name, reason: 'Spam' })

    const { items } = succeeded(BanPage, await moderator.get(at('/bans')))
    expect(items[0]).toMatchObject({ user: plain.user, reason: 'Spam', bannedBy: { userName: 'warden' } })

    expect(codeOf(await plain.delete(banOf(plain)))).toBe('not_found')
    expect(statusOf(await moderator.delete(banOf(plain)))).toBe(204)
    expect(codeOf(await moderator.delete(banOf(plain)))).toBe('not_found')
    expect(await lastEntry()).toMatchObject({ action: 'member.unbanned', actor: 'warden' })
    expect(statusOf(await join(plain))).toBe(200)
  })

  it('again changes nothing, and keeps out who was never in', async () => {
    const stranger = await stage.server.register(`stranger-${(people += 1)}`)
    expect(statusOf(await put(moderator, banOf(stranger), { reason: 'first' }))).toBe(204)
    expect(statusOf(await put(moderator, banOf(stranger), { reason: 'second' }))).toBe(204)
    expect(succeeded(OwnBan, await stranger.get(at('/bans/me'))).reason).toBe('first')
    expect(codeOf(await join(stranger))).toBe('banned')
    expect(codeOf(await put(moderator, at('/bans/01890000-0000-7000-8000-000000000000'), {}))).toBe('not_found')
  })

  it('wins against joining at the same moment', async () => {
    for (let round = 0; round < 3; round += 1) {
      const whom = await stage.server.register(`racer-${round}`)
      await Promise.all([join(whom), put(moderator, banOf(whom), {}), join(whom)])
      expect(codeOf(await join(whom))).toBe('banned')
      expect(codeOf(await whom.get(at('')))).toBe('not_found')
    }
  })

  it('lists come in pages, the newest first', async () => {
    const all = succeeded(BanPage, await moderator.get(at('/bans?limit=100'))).items.map(({ user }) => user.id)
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const query: string = cursor ? `&cursor=${cursor}` : ''
      const page = succeeded(BanPage, await moderator.get(at(`/bans?limit=3${query}`)))
      seen.push(...page.items.map(({ user }) => user.id))
      cursor = page.next
    }
    expect(seen).toEqual(all)
    expect(all.length).toBeGreaterThan(3)
    expect(codeOf(await moderator.get(at('/bans?cursor=x')))).toBe('bad_request')
  })

  it('V21, P7: ends the voice of the banned within a second, and what they see of the community', async () => {
    const [victim, witness] = [
      await stage.join(plain.user.userName, { media: false }),
      await stage.join('owner', { media: false }),
    ]
    const view = await watcher(plain)
    const sinceBan = timeSince('member.banned')
    await put(moderator, banOf(plain), { reason: 'Out' })
    expect((await victim.closed(10_000)).code).toBe(4460)
    expect(await view.next('community.left', () => true, 10_000)).toMatchObject({ removal: { how: 'banned' } })
    await witness.next('participant.left', ({ participantId }) => participantId === victim.id, 10_000)
    expect(sinceBan()).toBeLessThan(soonMs)
    // Whatever happens there from now on is not told any more, and coming back with the token does not help.
    witness.leave()
    await stage.owner.patch(about(moderator), { nickname: 'Mod' })
    view.send({ type: 'watch.set', communityIds: [stage.community.id] })
    view.send({ type: 'session.ping', id: 2 })
    await view.next('session.pong', ({ id }) => id === 2)
    expect(view.all.filter(({ type }) => type === 'member.updated' || type === 'member.left')).toEqual([])
    const again = await stage.openSocket()
    again.send(helloOf(plain.token, victim.resume(true)))
    expect(await again.next('session.refused')).toMatchObject({ code: 'not_found' })
    view.close()
  })
})

describe('a timeout', () => {
  it('V21: leaves looking and nothing else, puts out of the call, and ends by itself', async () => {
    const victim = await stage.join(plain.user.userName, { media: false })
    const facts = listenFor(plain)
    const sinceTimeout = timeSince('member.updated')
    const member = succeeded(
      Member,
      await put(moderator, about(plain, '/timeout'), { seconds: 600, reason: 'Cool down' }),
    )
    expect((await victim.closed(10_000)).code).toBe(4461)
    expect(sinceTimeout()).toBeLessThan(soonMs)
    expect(facts.user).toEqual([{ type: 'access.changed', communityId: stage.community.id }])
    expect(facts.community).toMatchObject([{ type: 'member.updated', member: { timeoutUntil: member.timeoutUntil } }])
    expect(await lastEntry()).toMatchObject({ action: 'member.timed_out', details: { reason: 'Cool down' } })
    expect(Math.abs(Date.parse(member.timeoutUntil ?? '') - Date.now() - 600_000)).toBeLessThan(10_000)

    const view = succeeded(CommunityView, await plain.get(at('')))
    expect(view.permissions).toEqual(['view_community', 'view_channels'])
    expect(view.member.timeoutUntil).toBe(member.timeoutUntil)
    const door = await stage.openSocket()
    door.send(helloOf(plain.token))
    expect(await door.next('session.refused')).toMatchObject({ code: 'forbidden' })
    expect(codeOf(await plain.patch(about(plain), { nickname: 'Me' }))).toBe('forbidden')

    await inDatabase(
      stage.server,
      "update members set timeout_until = now() - interval '1 second' where user_id = $1",
      [plain.user.id],
    )
    expect(succeeded(CommunityView, await plain.get(at(''))).member.timeoutUntil).toBeNull()
    const back = await stage.join(plain.user.userName, { media: false })
    expect(back.welcome.participants).toHaveLength(1)
  })

  it('can be lifted', async () => {
    await put(moderator, about(plain, '/timeout'), { seconds: 60 })
    const member = succeeded(Member, await moderator.delete(about(plain, '/timeout')))
    expect(member.timeoutUntil).toBeNull()
    expect(await lastEntry()).toMatchObject({ action: 'member.timeout_lifted', subject: plain.user.userName })
  })

  it('does not bind administrators, so it is refused', async () => {
    await giveRole(stage.server, plain, {
      communityId: stage.community.id,
      position: 9,
      permissions: ['administrator'],
    })
    expect(codeOf(await put(stage.owner, about(plain, '/timeout'), { seconds: 60 }))).toBe('forbidden')
  })
})

describe('a nickname', () => {
  it('V22: is one’s own to choose, shows in the call and its roster, and goes again', async () => {
    const facts = listenFor(plain)
    const member = succeeded(Member, await plain.patch(about(plain), { nickname: '  Night Owl\u202e ' }))
    expect(member).toMatchObject({ nickname: 'Night Owl', displayName: plain.user.displayName })
    expect(facts.community).toMatchObject([{ type: 'member.updated', member: { nickname: 'Night Owl' } }])
    const view = await watcher(stage.owner)
    const call = await stage.join(plain.user.userName, { media: false })
    expect(call.welcome.participants).toMatchObject([{ displayName: 'Night Owl' }])
    await view.next('roster.changed', ({ occupants }) => occupants[0]?.displayName === 'Night Owl')
    succeeded(Member, await moderator.patch(about(plain), { nickname: null }))
    await call.next('participant.updated', ({ participant }) => participant.displayName === plain.user.displayName)
    await view.next('roster.changed', ({ occupants }) => occupants[0]?.displayName === plain.user.displayName)
    expect(await lastEntry()).toMatchObject({
      ...{ action: 'member.nickname_changed', actor: 'warden' },
      details: { 'nickname.before': 'Night Owl', 'nickname.after': null },
    })
    view.close()
  })

  it('needs change_nickname, even for one’s own', async () => {
    await inDatabase(
      stage.server,
      "update roles set permissions = array_remove(permissions, 'change_nickname') where community_id = $1 and kind = 'member'",
      [stage.community.id],
    )
    expect(codeOf(await plain.patch(about(plain), { nickname: 'Me' }))).toBe('forbidden')
  })
})

it('the log filters by who, whom, what and when, in pages', async () => {
  await put(moderator, about(plain, '/timeout'), { seconds: 60 })
  await moderator.post(about(plain, '/kick'), {})
  const read = async (query: string) =>
    succeeded(CommunityAuditPage, await moderator.get(at(`/audit?${query}`))).items.map(({ action }) => action)
  const subject = `subjectId=${plain.user.id}`
  expect(await read(subject)).toEqual(['member.kicked', 'member.timed_out'])
  expect(await read(`${subject}&actorId=${moderator.user.id}&group=members`)).toHaveLength(2)
  expect(await read(`${subject}&actorId=${stage.owner.user.id}`)).toEqual([])
  expect(await read(`${subject}&group=reports`)).toEqual([])
  const later = encodeURIComponent(new Date(Date.now() + 60_000).toISOString())
  expect(await read(`${subject}&from=${later}`)).toEqual([])
  expect(await read(`${subject}&until=${later}`)).toHaveLength(2)
  const first = succeeded(CommunityAuditPage, await moderator.get(at(`/audit?${subject}&limit=1`)))
  const second = succeeded(
    CommunityAuditPage,
    await moderator.get(at(`/audit?${subject}&limit=1&cursor=${first.next}`)),
  )
  expect([...first.items, ...second.items].map(({ action }) => action)).toEqual(['member.kicked', 'member.timed_out'])
  expect(second.next).toBeNull()
  expect(JSON.stringify(first)).not.toContain('"ip"')
  const refused = [await moderator.get(at('/audit?cursor=x')), await moderator.get(at('/audit?from=x'))]
  expect(refused.map(codeOf)).toEqual(['bad_request', 'bad_request'])
  // What happened elsewhere on the server is none of its business.
  expect(succeeded(CommunityAuditPage, await moderator.get(at('/audit?limit=100'))).items).not.toContainEqual(
    expect.objectContaining({ action: 'account.registered' }),
  )
})

it('somebody who is removed is not on the list of members', async () => {
  await moderator.post(about(plain, '/kick'), {})
  const { items } = succeeded(MemberPage, await stage.owner.get(at(`/members?search=${plain.user.userName}`)))
  expect(items).toEqual([])
})
