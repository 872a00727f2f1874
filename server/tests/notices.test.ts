import {
  type Channel,
  type Community,
  NewWebhook,
  type NotificationBody,
  type UserId,
  type Webhook,
  Webhook as WebhookShape,
} from '@chaos/protocol'
import { Type } from 'typebox'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openBots } from '../bots/open-bots.ts'
import { openDatabase } from '../database/database.ts'
import { createStores } from '../database/stores/stores.ts'
import { newId } from '../utils/ids.ts'
import { BadRequestError } from '../utils/domain-error.ts'
import { inDatabase } from './harness/administrators.ts'
import { makeBot, makeToken } from './harness/bots.ts'
import { query } from './harness/query.ts'
import { codeOf, createTestClient, type SignedInClient, succeeded } from './harness/test-client.ts'
import { setStage, type Stage } from './harness/voice-stage.ts'

type Told = { to: readonly UserId[]; body: NotificationBody; isMention: boolean }

let stage: Stage
let owner: SignedInClient
let anna: SignedInClient
let community: Community
let hall: Channel
/** What everybody was told by `posted`. */
let told: Told[] = []
/** The same domain over the same database, with somebody who listens to what it tells. */
let posted: ReturnType<typeof openBots>
const stack = new AsyncDisposableStack()

beforeAll(async () => {
  stage = await setStage()
  stack.defer(stage.close)
  ;({ owner, community, hall } = stage)
  anna = await stage.person('anna')
  const { context, databaseUrl } = stage.server
  const database = stack.use(openDatabase({ url: databaseUrl, connections: 2, logger: { error: () => {} } }))
  const { permissions, deletion } = context.services
  posted = stack.use(
    openBots({
      ...{ stores: createStores(database.db), permissions, events: context.events, deletion },
      ...{ audit: { record: async () => {} }, announce: async () => {}, people: context.services.auth.authenticate },
      createLimiter: database.createLimiter,
      limits: { communitiesPerUser: 10, noticesPerSender: { max: 5, windowSeconds: 60 } },
      notify: async (to, body, { isMention = false } = {}) => void told.push({ to, body, isMention }),
      checkText: async (_, text) => {
        if (text.includes('unwanted')) throw new BadRequestError('not here')
      },
      logger: { error: () => {} },
    }),
  )
})
beforeEach(() => (told = []))
afterAll(() => stack.disposeAsync())

const path = () => `/api/communities/${community.id}/webhooks`
const makeWebhook = async (name: string, channelId = hall.id) =>
  succeeded(NewWebhook, await owner.post(path(), { channelId, name }))
const post = ({ webhook, secret }: { webhook: Webhook; secret: string }, more: object = {}) =>
  posted.services.notices.postByWebhook(webhook.id, secret, { text: 'Build 7 is green', ...more })
const override = (channelId: string, userId: string, deny: string) =>
  inDatabase(
    stage.server,
    'insert into permission_overrides (id, channel_id, user_id, allow, deny) values ($1, $2, $3, $4, $5)',
    [...[newId(), channelId, userId, '{}', `{${deny}}`]],
  )

describe('webhooks', () => {
  it('are made for a channel, listed without their secret, and deleted', async () => {
    const { webhook, secret } = await makeWebhook(' Builds ')
    expect(webhook).toMatchObject({ channelId: hall.id, communityId: community.id, name: 'Builds', lastUsedAt: null })
    expect(secret).toMatch(/^chaoshook_[\w-]{43}$/)
    expect(succeeded(Type.Array(WebhookShape), await owner.get(path()))).toEqual([webhook])
    const kept = await query(stage.server.databaseUrl, 'select to_jsonb(w)::text as row from webhooks as w')
    expect(JSON.stringify(kept)).not.toContain(secret.slice('chaoshook_'.length))
    expect((await owner.delete(`${path()}/${webhook.id}`)).status).toBe(204)
    expect(codeOf(await owner.delete(`${path()}/${webhook.id}`))).toBe('not_found')
    const log = await query(
      stage.server.databaseUrl,
      `select action from audit_entries where community_id = '${community.id}' order by position desc limit 2`,
    )
    expect(log.map(({ action }) => action).toReversed()).toEqual(['webhook.created', 'webhook.deleted'])
  })

  it('need a channel of the community, and a community has fifteen', async () => {
    expect(codeOf(await owner.post(path(), { channelId: newId(), name: 'Lost' }))).toBe('not_found')
    const replies = await Promise.all(
      Array.from({ length: 17 }, (_, n) => owner.post(path(), { channelId: hall.id, name: `Hook ${n}` })),
    )
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(15)
    expect(replies.filter((reply) => codeOf(reply) === 'limit_reached')).toHaveLength(2)
    await inDatabase(stage.server, 'delete from webhooks')
  })

  it('are posted to with their own secret, in the header alone', async () => {
    const made = await makeWebhook('Over HTTP')
    const other = await makeWebhook('Another')
    const where = `/api/communities/webhooks/${made.webhook.id}`
    const as = (secret: string) => createTestClient(stage.server.url, secret).post(where, { text: 'Hello' })
    expect((await as(made.secret)).status).toBe(204)
    for (const wrong of [other.secret, owner.token, 'x']) expect(codeOf(await as(wrong))).toBe('unauthenticated')
    const open = stage.server.anonymous
    expect(codeOf(await open.post(`${where}?secret=${made.secret}`, { text: 'Hello' }))).toBe('unauthenticated')
    for (const text of ['', '  ', 'x'.repeat(2001)])
      expect(codeOf(await createTestClient(stage.server.url, made.secret).post(where, { text }))).toBe('bad_request')
    const listed = succeeded(Type.Array(WebhookShape), await owner.get(path()))
    expect(listed.find(({ id }) => id === made.webhook.id)?.lastUsedAt).not.toBeNull()
    expect(listed.find(({ id }) => id === other.webhook.id)?.lastUsedAt).toBeNull()
  })
})

describe('a notice', () => {
  it('goes to those who see the channel, and to no bot', async () => {
    const [seen, hidden] = [await stage.person('seen'), await stage.person('hidden')]
    await stage.server.register('stranger')
    const bot = await makeBot(owner, 'deaf-bot')
    await owner.post(`/api/communities/${community.id}/bots`, { bot: bot.id })
    await override(hall.id, hidden.user.id, 'view_channels')
    await post(await makeWebhook('Builds'))
    const body = { kind: 'notice.posted', communityId: community.id, name: 'Club', channelId: hall.id, from: 'Builds' }
    expect(told).toMatchObject([{ body: { ...body, text: 'Build 7 is green' }, isMention: false }])
    expect([...(told[0]?.to ?? [])].toSorted()).toEqual([owner, anna, seen].map(({ user }) => user.id).toSorted())
  })

  it('reaches everybody only as long as whoever made the webhook may do that', async () => {
    const made = await makeWebhook('Loud')
    await post(made, { mentionEveryone: true })
    expect(told).toMatchObject([{ isMention: true }])
    await inDatabase(stage.server, 'update webhooks set created_by = $2 where id = $1', [made.webhook.id, anna.user.id])
    await expect(post(made, { mentionEveryone: true })).rejects.toMatchObject({ code: 'forbidden' })
    await inDatabase(stage.server, 'update webhooks set created_by = null where id = $1', [made.webhook.id])
    await expect(post(made, { mentionEveryone: true })).rejects.toMatchObject({ code: 'forbidden' })
    expect(told).toHaveLength(1)
  })

  it('waits for the slow mode of its channel, each sender by itself; what is refused does not count', async () => {
    const slow = await stage.addChannel('Slow')
    await inDatabase(stage.server, 'update channels set slow_mode_seconds = 60 where id = $1', [slow.id])
    const [one, two] = [await makeWebhook('One', slow.id), await makeWebhook('Two', slow.id)]
    await expect(post(one, { text: 'unwanted' })).rejects.toMatchObject({ code: 'bad_request' })
    await post(one)
    await expect(post(one)).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 60 })
    await post(two)
    expect(told.map(({ body }) => body.kind === 'notice.posted' && body.from)).toEqual(['One', 'Two'])
  })

  it('is one of so many a minute', async () => {
    const made = await makeWebhook('Busy')
    for (let n = 0; n < 5; n += 1) await post(made)
    await expect(post(made)).rejects.toMatchObject({ code: 'rate_limited' })
  })
})

describe('a notice of a bot', () => {
  it('needs the scope, and a bot that may speak in the channel', async () => {
    const bot = await makeBot(owner, 'speaker')
    const { secret } = await makeToken(owner, bot.id, ['notices.write'])
    const client = createTestClient(stage.server.url, secret)
    const say = (more: object = {}) => client.post(`/api/channels/${hall.id}/notices`, { text: 'Hello', ...more })
    expect(codeOf(await say())).toBe('not_found')
    await owner.post(`/api/communities/${community.id}/bots`, { bot: bot.id })
    expect((await say()).status).toBe(204)
    expect(codeOf(await say({ mentionEveryone: true }))).toBe('forbidden')
    expect(codeOf(await owner.post(`/api/channels/${hall.id}/notices`, { text: 'As a person' }))).toBe('forbidden')
    expect(codeOf(await client.post(`/api/channels/${newId()}/notices`, { text: 'Nowhere' }))).toBe('not_found')
    await posted.services.notices.postByBot(await posted.authenticate(secret), hall.id, { text: 'Hello' })
    expect(told).toMatchObject([{ body: { from: 'speaker', text: 'Hello' } }])
    await override(hall.id, bot.id, 'speak')
    expect(codeOf(await say())).toBe('forbidden')
  })
})
