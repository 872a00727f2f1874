import {
  Draft,
  Listening,
  ListenerPage,
  Message,
  MessagePage,
  NotificationPage,
  Reaction,
  ReadState,
  ReadStateList,
  UnheardPage,
} from '@chaos/protocol'
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../utils/ids.ts'
import { gather } from './harness/gather.ts'
import { fetchAudio, messagesPath, post, posted, sealedBody, sealedDraft, uploaded } from './harness/messages.ts'
import { watchPresence } from './harness/presence-client.ts'
import { query } from './harness/query.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { codeOf, type SignedInClient, succeeded } from './harness/test-client.ts'

let server: TestServer
let anna: SignedInClient
let ben: SignedInClient
let carl: SignedInClient
let club: Awaited<ReturnType<typeof gather>>
beforeAll(async () => {
  server = await startServer({ overrides: { limits: { channelsPerCommunity: 100 } } })
  ;[anna, ben, carl] = (await Promise.all(['anna', 'ben', 'carl'].map((name) => server.register(name)))) as [
    SignedInClient,
    SignedInClient,
    SignedInClient,
  ]
  club = await gather([anna, ben])
})
afterAll(() => server?.close())

let rooms = 0
const room = async (more: object = {}): Promise<string> => (await club.channel(`Room ${(rooms += 1)}`, more)).id
const open = (text: string) => ({ kind: 'open' as const, content: { text } })
const page = async (client: SignedInClient, channelId: string, more = '') =>
  succeeded(MessagePage, await client.get(`${messagesPath}?channelId=${channelId}${more}`))
const textsOf = ({ items }: MessagePage) => items.map(({ body }) => (body?.kind === 'open' ? body.content.text : null))

describe('posting', () => {
  it('gives each message its place, and the same one only once, however often it comes', async () => {
    const channelId = await room()
    const draft = sealedDraft(anna, channelId)
    const replies = await Promise.all([1, 2, 3, 4].map(() => post(anna, draft)))
    const kept = replies.map((reply) => succeeded(Message, reply))
    expect(new Set(kept.map(({ position }) => position)).size).toBe(1)
    const others = await Promise.all(Array.from({ length: 12 }, () => posted(ben, sealedDraft(ben, channelId))))
    const { items } = await page(anna, channelId)
    expect(items).toHaveLength(13)
    expect(new Set(items.map(({ position }) => position)).size).toBe(13)
    expect(items.map(({ id }) => id).toSorted()).toEqual([draft.id, ...others.map(({ id }) => id)].toSorted())
    expect(
      codeOf(await post(ben, { ...sealedDraft(ben, channelId), ...sealedDraft(ben, channelId, { id: draft.id }) })),
    ).toBe('message_id_taken')
  })

  it('takes what the channel is for: sealed by whom it is from, or open', async () => {
    const [sealed, plain] = [await room(), await room({ encryption: 'open' })]
    const id = newId()
    const refusals = [
      { id, channelId: sealed, body: open('In clear') },
      { id, channelId: plain, body: sealedBody(anna, { channelId: plain, id }) },
      { id, channelId: sealed, body: sealedBody(ben, { channelId: sealed, id }) },
      { id, channelId: sealed, body: sealedBody(anna, { channelId: plain, id }) },
      { id, channelId: sealed, body: sealedBody(anna, { channelId: sealed, id: newId() }) },
      { id, channelId: plain, body: open(' ') },
    ]
    for (const draft of refusals) expect(codeOf(await post(anna, draft))).toBe('bad_request')
    expect((await posted(anna, { id, channelId: plain, body: open('Hello') })).body).toEqual(open('Hello'))
    const everyone = { mentions: { userIds: [], everyone: true } }
    expect(codeOf(await post(ben, sealedDraft(ben, sealed, everyone)))).toBe('forbidden')
    expect(codeOf(await post(carl, sealedDraft(carl, sealed)))).toBe('not_found')
  })

  it('waits in slow mode, which a repeated message does not count for', async () => {
    const channelId = await room({ slowModeSeconds: 600 })
    const draft = sealedDraft(ben, channelId)
    await posted(ben, draft)
    await posted(ben, draft)
    expect(codeOf(await post(ben, sealedDraft(ben, channelId)))).toBe('rate_limited')
    await posted(anna, sealedDraft(anna, channelId))
    await posted(anna, sealedDraft(anna, channelId))
  })
})

describe('a timeline', () => {
  it('is read both ways, around a message and at a time', async () => {
    const channelId = await room({ encryption: 'open' })
    const all: Message[] = []
    for (let index = 1; index <= 9; index += 1)
      all.push(await posted(anna, { id: newId(), channelId, body: open(`Text ${index}`) }))
    const newest = await page(ben, channelId, '&limit=4')
    expect(textsOf(newest)).toEqual(['Text 6', 'Text 7', 'Text 8', 'Text 9'])
    expect(newest.newer).toBeNull()
    const before = await page(ben, channelId, `&limit=4&before=${newest.older}`)
    expect(textsOf(before)).toEqual(['Text 2', 'Text 3', 'Text 4', 'Text 5'])
    const first = await page(ben, channelId, `&limit=4&before=${before.older}`)
    expect([textsOf(first), first.older]).toEqual([['Text 1'], null])
    const after = await page(ben, channelId, `&limit=3&after=${first.newer}`)
    expect(textsOf(after)).toEqual(['Text 2', 'Text 3', 'Text 4'])
    const around = await page(ben, channelId, `&limit=4&around=${all[4]?.id}`)
    expect(textsOf(around)).toEqual(['Text 3', 'Text 4', 'Text 5', 'Text 6'])
    const at = await page(ben, channelId, `&limit=2&at=${encodeURIComponent(all[2]?.createdAt ?? '')}`)
    expect(textsOf(at)).toContain('Text 3')
    for (const strange of ['&before=x', '&before=1&after=2', '&at=x'])
      expect(codeOf(await ben.get(`${messagesPath}?channelId=${channelId}${strange}`))).toBe('bad_request')
  })

  it('shows changes, pins and what was deleted, live too, to those who see the channel', async () => {
    const channelId = await room()
    const everybody = await club.everybody()
    const hidden = await room()
    await club.override(hidden, ['role', everybody.id], { deny: ['view_channels'] })
    const watcher = await watchPresence(server.url, ben.token, [club.communityId])
    const secret = await posted(anna, sealedDraft(anna, hidden))
    const message = await posted(anna, sealedDraft(anna, channelId))
    expect((await watcher.next('message.posted')).message.id).toBe(message.id)
    expect(codeOf(await ben.get(`${messagesPath}/${secret.id}`))).toBe('not_found')

    const body = sealedBody(anna, { channelId, id: message.id })
    expect(codeOf(await ben.patch(`${messagesPath}/${message.id}`, { body }))).toBe('forbidden')
    succeeded(Message, await anna.patch(`${messagesPath}/${message.id}`, { body }))
    const edited = (await watcher.next('message.changed')).message
    expect(edited.body).toEqual(body)
    expect(edited.editedAt).not.toBeNull()
    expect(codeOf(await ben.put(`${messagesPath}/${message.id}/pin`))).toBe('forbidden')
    succeeded(Message, await anna.put(`${messagesPath}/${message.id}/pin`))
    expect((await anna.get(`${messagesPath}/pins?channelId=${channelId}`)).body).toMatchObject([{ id: message.id }])

    const reactionId = newId()
    const reaction = { id: reactionId, body: sealedBody(ben, { channelId, id: reactionId }) }
    for (let round = 0; round < 2; round += 1)
      succeeded(Reaction, await ben.post(`${messagesPath}/${message.id}/reactions`, reaction))
    expect((await watcher.next('reaction.added')).reaction.id).toBe(reactionId)
    expect((await page(anna, channelId)).items[0]).toMatchObject({ reactionCount: 1, reactions: [{ id: reactionId }] })

    expect(codeOf(await ben.delete(`${messagesPath}/${message.id}`))).toBe('forbidden')
    expect((await anna.delete(`${messagesPath}/${message.id}`)).status).toBe(204)
    await watcher.next('message.deleted')
    const [left] = (await page(ben, channelId)).items
    expect(left).toMatchObject({ id: message.id, body: null, audio: null, reactionCount: 0, pinnedAt: null })
    watcher.close()
  })
})

describe('voice', () => {
  const speak = async (client: SignedInClient, channelId: string, durationMs = 5_000) => {
    const objectId = await uploaded(client, channelId, randomBytes(5_000))
    return posted(client, sealedDraft(client, channelId, { audio: { objectId, durationMs } }))
  }

  it('is handed on with its bytes, which go when the last message goes', async () => {
    const [from, to] = [await room(), await room()]
    const source = await speak(anna, from)
    const audio = { objectId: source.audio?.objectId ?? '', durationMs: 5_000 }
    expect(codeOf(await post(ben, sealedDraft(ben, to, { audio })))).toBe('not_found')
    const copy = await posted(ben, sealedDraft(ben, to, { audio, forwardOf: source.id }))
    expect(copy).toMatchObject({ isForwarded: true, audio: source.audio })
    await anna.delete(`${messagesPath}/${source.id}`)
    expect((await fetchAudio(ben, source.id)).status).toBe(404)
    expect((await fetchAudio(anna, copy.id)).status).toBe(200)
    expect((await fetchAudio(carl, copy.id)).status).toBe(404)
    await ben.delete(`${messagesPath}/${copy.id}`)
    const rows = await query(server.databaseUrl, `select 1 from audio_objects where id = '${audio.objectId}'`)
    expect(rows).toEqual([])
  })

  it('is read, heard and caught up with on all devices, and others know if they may', async () => {
    const channelId = await room()
    const heard = await speak(anna, channelId)
    const unheard = await speak(anna, channelId, 7_000)
    const own = await watchPresence(server.url, ben.token, [])
    const states = succeeded(ReadStateList, await ben.get(`${messagesPath}/reading?communityId=${club.communityId}`))
    expect(states.find((one) => one.channelId === channelId)).toMatchObject({
      unread: 2,
      unheard: 2,
      unheardMs: 12_000,
    })
    const listening = { positionMs: 90_000, isFinished: true, share: true }
    const kept = succeeded(Listening, await ben.put(`${messagesPath}/${heard.id}/listening`, listening))
    expect(kept).toMatchObject({ positionMs: 5_000, isFinished: true })
    expect((await own.next('listening.changed')).listening).toEqual(kept)
    await ben.put(`${messagesPath}/${unheard.id}/listening`, { positionMs: 10, isFinished: false, share: false })
    const listeners = succeeded(ListenerPage, await anna.get(`${messagesPath}/${heard.id}/listeners`))
    expect(listeners.items.map(({ user }) => user.id)).toEqual([ben.user.id])
    expect((await page(anna, channelId)).items.map(({ listenerCount }) => listenerCount)).toEqual([1, 0])
    const waiting = succeeded(UnheardPage, await ben.get(`${messagesPath}/unheard?channelId=${channelId}`))
    expect(waiting.items.map(({ id }) => id)).toEqual([unheard.id])
    expect(waiting.listening).toMatchObject([{ messageId: unheard.id, positionMs: 10 }])
    const read = { position: unheard.position }
    const state = succeeded(ReadState, await ben.put(`${messagesPath}/reading/${channelId}`, read))
    expect(state).toMatchObject({ unread: 0, unheard: 1, unheardMs: 7_000 })
    own.close()
  })

  it('stays as long as its channel keeps it', async () => {
    const channelId = await room()
    const message = await speak(anna, channelId)
    await anna.patch(`/api/channels/${channelId}`, { retentionDays: 1 })
    await query(
      server.databaseUrl,
      `update messages set created_at = now() - interval '2 days' where id = '${message.id}'`,
    )
    await server.context.services.tidyUpMessages(new Date(Date.now() + 2 * 86_400_000))
    expect((await page(anna, channelId)).items).toEqual([])
    expect(
      await query(server.databaseUrl, `select 1 from audio_objects where id = '${message.audio?.objectId}'`),
    ).toEqual([])
  })
})

it('tells people of what is for them, and of drafts on their other devices', async () => {
  const channelId = await room()
  const mentions = { userIds: [ben.user.id], everyone: false }
  const message = await posted(anna, sealedDraft(anna, channelId, { mentions }))
  const told = async () =>
    succeeded(NotificationPage, await ben.get('/api/users/me/notifications')).items.filter(
      ({ body }) => body.kind === 'message.posted' && body.messageId === message.id,
    )
  await expect.poll(told).toMatchObject([{ isMention: true, channelId, body: { why: 'mentioned', durationMs: null } }])

  const other = await watchPresence(server.url, ben.token, [])
  const draft = { body: sealedBody(ben, { channelId, id: newId() }), replyToId: message.id }
  const kept = succeeded(Draft, await ben.put(`${messagesPath}/drafts/${channelId}`, draft))
  expect((await other.next('draft.changed')).draft).toEqual(kept)
  expect((await ben.delete(`${messagesPath}/drafts/${channelId}`)).status).toBe(204)
  expect((await other.next('draft.changed')).draft).toBeNull()
  other.close()
})

it('goes between two in a conversation, and ends where one blocks the other', async () => {
  const { id: channelId } = (await anna.post('/api/channels/conversations', { userIds: [ben.user.id] })).body as {
    id: string
  }
  const other = await watchPresence(server.url, ben.token, [])
  const message = await posted(anna, sealedDraft(anna, channelId))
  expect(await other.next('message.posted')).toMatchObject({ communityId: null, message: { id: message.id } })
  expect(codeOf(await carl.get(`${messagesPath}/${message.id}`))).toBe('not_found')
  expect((await ben.put(`/api/users/relationships/blocked/${anna.user.id}`)).status).toBeLessThan(300)
  expect(codeOf(await post(anna, sealedDraft(anna, channelId)))).toBe('forbidden')
  expect((await page(ben, channelId)).items).toHaveLength(1)
  other.close()
})
