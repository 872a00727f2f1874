import { type Bot, Bot as BotShape, botScopes, type BotScope, Community, Member, NewBotToken } from '@chaos/protocol'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inDatabase } from './harness/administrators.ts'
import { makeBot, makeToken, openPresence } from './harness/bots.ts'
import { query } from './harness/query.ts'
import { fillIn, routesOf } from './harness/routes.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { codeOf, createTestClient, password, type SignedInClient, succeeded } from './harness/test-client.ts'
import { helloOf, openVoiceSocket } from './harness/voice-client.ts'

const path = '/api/users/me/bots'
const Operation = Type.Object({ security: Type.Optional(Type.Array(Type.Record(Type.String(), Type.Unknown()))) })
const Description = Type.Object({ paths: Type.Record(Type.String(), Type.Record(Type.String(), Operation)) })
let server: TestServer
let ada: SignedInClient
let bo: SignedInClient
let communityId: string
let channelId: string
beforeAll(async () => {
  server = await startServer()
  ada = await server.register('ada')
  bo = await server.register('bob')
  const community = succeeded(Community, await ada.post('/api/communities', { name: 'Club' }))
  communityId = community.id
  const channels = succeeded(
    Type.Array(Type.Object({ id: Type.String() })),
    await ada.get(`/api/communities/${communityId}/channels`),
  )
  channelId = channels[0]?.id ?? ''
})
afterAll(() => server?.close())

const list = async (owner = ada): Promise<Bot[]> => succeeded(Type.Array(BotShape), await owner.get(path))
const bring = (bot: string, client = ada) => client.post(`/api/communities/${communityId}/bots`, { bot })
/** A bot in the community, and somebody who speaks for it with some scopes. */
async function member(userName: string, scopes: BotScope[] = [...botScopes]) {
  const bot = await makeBot(ada, userName)
  succeeded(Member, await bring(bot.id))
  const { token, secret } = await makeToken(ada, bot.id, scopes)
  return { bot, token, secret, client: createTestClient(server.url, secret) }
}

describe("somebody's bots", () => {
  it('are made, listed, renamed and deleted by their owner alone', async () => {
    const bot = await makeBot(ada, 'Greeter')
    expect(bot).toMatchObject({ userName: 'Greeter', displayName: 'Greeter', tokens: [] })
    const renamed = succeeded(BotShape, await ada.patch(`${path}/${bot.id}`, { displayName: ' The greeter ' }))
    expect(renamed).toEqual({ ...bot, displayName: 'The greeter' })
    expect(await list()).toContainEqual(renamed)
    expect(await list(bo)).toEqual([])
    for (const refused of [
      await bo.patch(`${path}/${bot.id}`, { displayName: 'Mine' }),
      await bo.post(`${path}/${bot.id}/tokens`, { name: 'x', scopes: ['voice'] }),
      await bo.delete(`${path}/${bot.id}`),
    ])
      expect(codeOf(refused)).toBe('not_found')
    expect((await ada.delete(`${path}/${bot.id}`)).status).toBe(204)
    expect(await list()).not.toContainEqual(expect.objectContaining({ id: bot.id }))
    const log = await query(
      server.databaseUrl,
      `select action from audit_entries where subject_id = '${ada.user.id}' and action like 'bot.%' order by position`,
    )
    expect(log.map(({ action }) => action)).toEqual(['bot.created', 'bot.renamed', 'bot.deleted'])
  })

  it('have names of their own: none that somebody has, none that is kept', async () => {
    expect(codeOf(await ada.post(path, { userName: 'BOB' }))).toBe('username_taken')
    expect(codeOf(await ada.post(path, { userName: 'adm1n' }))).toBe('username_reserved')
    expect(codeOf(await ada.post(path, { userName: 'named', displayName: '\u202e' }))).toBe('bad_request')
  })

  it('are no more than 25, also when many are made at once', async () => {
    const maker = await server.register('maker')
    const replies = await Promise.all(Array.from({ length: 28 }, (_, n) => maker.post(path, { userName: `made-${n}` })))
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(25)
    expect(replies.filter((reply) => codeOf(reply) === 'limit_reached')).toHaveLength(3)
  })

  it('cannot be signed in to, whatever way in an account is given', async () => {
    const bot = await makeBot(ada, 'locked')
    const asPerson = await server.anonymous.post('/api/auth/sign-in', { userName: 'locked', password })
    expect(codeOf(asPerson)).toBe('wrong_credentials')
    const client = { ip: '192.0.2.1', userAgent: '' }
    const opening = server.context.services.sessions.open(bot, { methods: ['password'], client })
    await expect(opening).rejects.toMatchObject({ code: 'unauthenticated' })
  })
})

describe('a token', () => {
  it('is shown once, kept as a hash, listed with its last use, and over when its time is', async () => {
    const { bot, token, secret, client } = await member('tokenbot', ['communities.read'])
    expect(secret).toMatch(/^chaosbot_[\w-]{43}$/)
    expect(token).toMatchObject({ scopes: ['communities.read'], lastUsedAt: null, expiresAt: null })
    const kept = await query(server.databaseUrl, `select to_jsonb(t)::text as row from bot_tokens as t`)
    expect(JSON.stringify(kept)).not.toContain(secret.slice('chaosbot_'.length))
    expect((await client.get('/api/communities')).status).toBe(200)
    const used = (await list()).find(({ id }) => id === bot.id)?.tokens[0]
    expect(Date.parse(used?.lastUsedAt ?? '')).toBeGreaterThan(Date.now() - 60_000)
    // Within a minute it is not written again.
    await client.get('/api/communities')
    expect((await list()).find(({ id }) => id === bot.id)?.tokens[0]).toEqual(used)
    await inDatabase(server, "update bot_tokens set expires_at = now() - interval '1 second' where id = $1", [token.id])
    expect(codeOf(await client.get('/api/communities'))).toBe('unauthenticated')
  })

  it('needs scopes that there are, and a bot has ten of them at most', async () => {
    const bot = await makeBot(ada, 'manytokens')
    const draft = (scopes: string[]) => ada.post(`${path}/${bot.id}/tokens`, { name: 'One', scopes })
    for (const scopes of [[], ['everything'], ['voice', 'voice']])
      expect(codeOf(await draft(scopes))).toBe('bad_request')
    const replies = await Promise.all(Array.from({ length: 12 }, () => draft(['voice'])))
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(10)
  })

  it('stops with the account of the bot, or of its owner', async () => {
    const owner = await server.register('owner-of-one')
    const bot = await makeBot(owner, 'ownedbot')
    const { secret } = await makeToken(owner, bot.id, ['communities.read'])
    const client = createTestClient(server.url, secret)
    const statusOf = async () => (await client.get('/api/communities')).status
    for (const [column, value, usual] of [
      ['status', "'disabled'", "'active'"],
      ['deletion_requested_at', 'now()', 'null'],
    ]) {
      await inDatabase(server, `update users set ${column} = ${value} where id = $1`, [owner.user.id])
      expect(await statusOf(), column).toBe(401)
      await inDatabase(server, `update users set ${column} = ${usual} where id = $1`, [owner.user.id])
    }
    expect(await statusOf()).toBe(200)
    await inDatabase(server, "update users set status = 'disabled' where id = $1", [bot.id])
    expect(await statusOf()).toBe(401)
  })
})

describe('what a bot may reach', () => {
  const opened: Record<string, BotScope> = {
    'GET /api/communities': 'communities.read',
    'GET /api/communities/:communityId': 'communities.read',
    'GET /api/communities/:communityId/channels': 'communities.read',
    'GET /api/communities/:communityId/members': 'members.read',
    'GET /api/users/:userId/profile': 'members.read',
    'GET /api/voice/rosters': 'presence',
    'POST /api/channels/:channelId/notices': 'notices.write',
    'GET /api/messages': 'messages.read',
    'GET /api/messages/pins': 'messages.read',
    'GET /api/messages/unheard': 'messages.read',
    'GET /api/messages/reading': 'messages.read',
    'PUT /api/messages/reading/:channelId': 'messages.read',
    'GET /api/messages/:messageId': 'messages.read',
    'GET /api/messages/:messageId/audio': 'messages.read',
    'GET /api/messages/:messageId/reactions': 'messages.read',
    'GET /api/messages/:messageId/listeners': 'messages.read',
    'PUT /api/messages/:messageId/listening': 'messages.read',
    'POST /api/messages': 'messages.write',
    'PATCH /api/messages/:messageId': 'messages.write',
    'DELETE /api/messages/:messageId': 'messages.write',
    'PUT /api/messages/:messageId/pin': 'messages.write',
    'DELETE /api/messages/:messageId/pin': 'messages.write',
    'POST /api/messages/:messageId/reactions': 'messages.write',
    'DELETE /api/messages/:messageId/reactions/:reactionId': 'messages.write',
    'POST /api/messages/uploads': 'messages.write',
    'PATCH /api/messages/uploads/:uploadId': 'messages.write',
    'DELETE /api/messages/uploads/:uploadId': 'messages.write',
  }
  /** Every route behind a sign-in: the server's own description says which those are. */
  const closedRoutes = async () => {
    const { paths } = succeeded(Description, await server.anonymous.get('/api/openapi.json'))
    return Object.entries(paths).flatMap(([where, methods]) =>
      Object.entries(methods)
        .filter(([, { security = [] }]) => security.some((scheme) => 'accessToken' in scheme))
        .map(([method]) => ({ method: method.toUpperCase(), where: where.replaceAll(/\{(\w+)\}/g, ':$1') })),
    )
  }

  it('is nothing that does not name a scope: every other route refuses the best of tokens', async () => {
    const { client } = await member('nosy')
    const closed = (await closedRoutes()).map((route) => ({ ...route, name: `${route.method} ${route.where}` }))
    expect(closed.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(opened)))
    const known = routesOf(server.app).map(({ method, path: where }) => `${method} ${where}`)
    expect(known).toEqual(expect.arrayContaining(closed.map(({ name }) => name)))
    const tried = closed.filter(({ name }) => !opened[name])
    expect(tried.length).toBeGreaterThan(60)
    const codes = await Promise.all(
      tried.map(async ({ method, where, name }) => {
        const body = method === 'GET' || method === 'DELETE' ? {} : { body: {} }
        return [name, codeOf(await client.call(method, fillIn(where), body))]
      }),
    )
    expect(codes.filter(([, code]) => code !== 'scope_missing')).toEqual([])
  })

  it('is, with one scope, what that scope is for', async () => {
    const bot = await makeBot(ada, 'narrow')
    await bring(bot.id)
    for (const scope of botScopes) {
      const { token, secret } = await makeToken(ada, bot.id, [scope])
      const client = createTestClient(server.url, secret)
      for (const [name, needed] of Object.entries(opened)) {
        const [method = '', where = ''] = name.split(' ')
        const body = ['GET', 'DELETE'].includes(method) ? {} : { body: {} }
        const refused = codeOf(await client.call(method, fillIn(where), body)) === 'scope_missing'
        expect(refused, `${name} with ${scope}`).toBe(needed !== scope)
      }
      await ada.delete(`${path}/${bot.id}/tokens/${token.id}`)
    }
  })

  it('is counted against limits of its own', async () => {
    const limits = { accountRequests: { max: 3, windowSeconds: 60 } }
    await using few = await startServer({ overrides: { rateLimits: limits } }).then((one) => ({
      ...one,
      [Symbol.asyncDispose]: one.close,
    }))
    const owner = await few.register('owner')
    const bot = await makeBot(owner, 'eager')
    const { secret } = await makeToken(owner, bot.id, ['communities.read'])
    const client = createTestClient(few.url, secret)
    const statuses = []
    for (let n = 0; n < 4; n += 1) statuses.push((await client.get('/api/communities')).status)
    expect(statuses).toEqual([200, 200, 200, 429])
  })
})

describe('sockets', () => {
  const voice = async (secret: string) => {
    const socket = await openVoiceSocket({ url: server.url, channelId })
    socket.send(helloOf(secret, { muted: true, deafened: true, sending: false }))
    return socket
  }

  it('open by their scope only', async () => {
    const talker = await member('talker', ['voice'])
    const watcher = await member('watcher', ['presence'])
    const [outside, blind] = [await voice(watcher.secret), await openPresence(server.url, talker.secret)]
    expect(await outside.next('session.refused')).toMatchObject({ code: 'scope_missing' })
    expect(await blind.next('session.refused')).toMatchObject({ code: 'scope_missing' })
    for (const socket of [outside, blind]) expect(await socket.closed()).toMatchObject({ code: 4403 })
    const [inside, watching] = [await voice(talker.secret), await openPresence(server.url, watcher.secret)]
    const welcome = await inside.next('session.welcome')
    expect(welcome.participants).toMatchObject([{ userId: talker.bot.id, isBot: true, muted: true, sending: false }])
    await watching.next('session.welcome')
    watching.send({ type: 'watch.set', communityIds: [communityId] })
    const { occupants } = await watching.next('roster.changed')
    expect(occupants).toMatchObject([{ userId: talker.bot.id, isBot: true }])
    for (const socket of [inside, watching]) socket.kill()
  })

  it('close when their token is revoked, and when its bot is disabled or deleted', async () => {
    const bot = await member('closing', ['voice', 'presence'])
    const first = await voice(bot.secret)
    await first.next('session.welcome')
    expect((await ada.delete(`${path}/${bot.bot.id}/tokens/${bot.token.id}`)).status).toBe(204)
    expect(await first.closed(5_000)).toMatchObject({ code: 4401 })
    expect(codeOf(await bot.client.get('/api/communities'))).toBe('unauthenticated')

    const { secret } = await makeToken(ada, bot.bot.id, ['presence'])
    const second = await openPresence(server.url, secret)
    await second.next('session.welcome')
    await inDatabase(server, "update users set status = 'disabled' where id = $1", [bot.bot.id])
    expect(await second.closed(10_000)).toMatchObject({ code: 4401 })

    const other = await member('closing-too', ['presence'])
    const third = await openPresence(server.url, other.secret)
    await third.next('session.welcome')
    await ada.delete(`${path}/${other.bot.id}`)
    expect(await third.closed(5_000)).toMatchObject({ code: 4401 })
  })
})

describe('a bot in a community', () => {
  it('is brought in by name or id, once, is a member like others and marked as a bot', async () => {
    const bot = await makeBot(bo, 'guest-bot')
    const facts: unknown[] = []
    const undo = server.context.events.community.subscribe(communityId, (fact) => facts.push(fact))
    const made = succeeded(Member, await bring('Guest-BOT'))
    undo()
    expect(made).toMatchObject({ userId: bot.id, isBot: true, isOwner: false, roleIds: [] })
    expect(facts).toEqual([{ type: 'member.joined', communityId, member: made }])
    expect(codeOf(await bring(bot.id))).toBe('already_member')
    expect(codeOf(await bring(bo.user.userName))).toBe('not_found')
    expect(codeOf(await bring('nobody-at-all'))).toBe('not_found')
    const listed = succeeded(Type.Array(Member), await ada.get(`/api/communities/${communityId}/bots`))
    expect(listed).toContainEqual(made)
    expect(listed.every(({ isBot }) => isBot)).toBe(true)
  })

  it('has no friends and is in no conversations', async () => {
    const { bot } = await member('lonely')
    expect(codeOf(await ada.post('/api/users/relationships/requests', { userName: bot.userName }))).toBe('not_found')
    const talk = await ada.post('/api/channels/conversations', { userIds: [bot.id] })
    expect(talk.status).toBeGreaterThanOrEqual(400)
    expect(codeOf(talk)).not.toBe('bad_request')
  })

  it('does not come where it is banned', async () => {
    const bot = await makeBot(bo, 'banned-bot')
    await inDatabase(server, 'insert into bans (community_id, user_id) values ($1, $2)', [communityId, bot.id])
    expect(codeOf(await bring(bot.id))).toBe('forbidden')
  })

  it('leaves with its account, and all bots leave with their owner', async () => {
    const { bot } = await member('goes-alone')
    const left: unknown[] = []
    const undo = server.context.events.community.subscribe(communityId, (fact) => left.push(fact))
    await ada.delete(`${path}/${bot.id}`)
    const owner = await server.register('leaving')
    const theirs = await makeBot(owner, 'goes-along')
    await bring(theirs.id)
    // A community that has nobody but bots left goes with its owner: no bot inherits it.
    const alone = succeeded(Community, await owner.post('/api/communities', { name: 'Alone' }))
    await owner.post(`/api/communities/${alone.id}/bots`, { bot: (await makeBot(ada, 'no-heir')).id })
    await inDatabase(server, "update users set deletion_requested_at = now() - interval '1 year' where id = $1", [
      owner.user.id,
    ])
    await server.context.services.deletion.eraseDue(new Date())
    undo()
    for (const userId of [bot.id, theirs.id]) {
      expect(left).toContainEqual({ type: 'member.left', communityId, userId })
      const [row] = await query(server.databaseUrl, `select user_name, status from users where id = '${userId}'`)
      expect(row).toEqual({ user_name: `~${userId}`, status: 'disabled' })
    }
    expect(await query(server.databaseUrl, `select 1 from communities where id = '${alone.id}'`)).toEqual([])
    expect(await query(server.databaseUrl, `select 1 from bots where owner_id = '${owner.user.id}'`)).toEqual([])
  })
})

it('hands a new token only to whoever made it: no cache keeps the answer', async () => {
  const bot = await makeBot(ada, 'uncached')
  const reply = await ada.post(`${path}/${bot.id}/tokens`, { name: 'One', scopes: ['voice'] })
  expect(succeeded(NewBotToken, reply).token.name).toBe('One')
  expect(reply.headers.get('cache-control')).toBe('no-store')
})
