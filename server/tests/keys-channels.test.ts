import { takeGeneration, openBox, noChannelKeys } from '@chaos/crypto/keys'
import {
  BoxesKept,
  Conversation,
  GenerationHeader,
  GenerationPage,
  GenerationTaken,
  type KeyBox,
  KeyLogPage,
  keyLimits,
  KeyReaderPage,
  KeyRoster,
  WaitingList,
} from '@chaos/protocol'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { newId } from '../utils/ids.ts'
import { gather } from './harness/gather.ts'
import {
  generationDraft,
  type KeyPerson,
  keysPath,
  newDevice,
  post,
  readAccount,
  revocation,
  secondSeat,
  withKeys,
} from './harness/key-person.ts'
import { openPresence } from './harness/presence-client.ts'
import { query } from './harness/query.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { codeOf, type SignedInClient, succeeded } from './harness/test-client.ts'

type Person = KeyPerson & { client: SignedInClient }

let server: TestServer
let count = 0
const person = async (): Promise<Person> => {
  const client = await server.register(`reader-${(count += 1)}`)
  return { ...(await withKeys(client)), client }
}
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server?.close())
afterEach(() => {
  vi.useRealTimers()
})

/** A community of some people, and a channel in it. */
async function club(people: readonly Person[]) {
  const made = await gather(people.map(({ client }) => client))
  return { ...made, channelId: (await made.channel('Den')).id }
}
const make = ({ client, device }: KeyPerson, channelId: string, draft: object) =>
  client.post(keysPath(channelId, 'generations', device), draft)
const page = async ({ client, device }: KeyPerson, channelId: string, more = '') =>
  succeeded(GenerationPage, await client.get(`${keysPath(channelId, 'generations', device)}${more}`))
const putBoxes = ({ client, device }: KeyPerson, channelId: string, boxes: readonly KeyBox[], generation = 1) =>
  client.post(keysPath(channelId, `generations/${generation}/boxes`, device), { boxes })
const ask = ({ client, device }: KeyPerson, channelId: string, generations: number[], more: object = {}) =>
  client.post(keysPath(channelId, 'waiting', device), { generations, ...more })
const turn = async ({ client, device }: KeyPerson, channelId: string) =>
  succeeded(WaitingList, await client.post(keysPath(channelId, 'waiting/turn', device)))
const junk = (deviceId: string): KeyBox => ({ deviceId, sealed: 'A'.repeat(Math.ceil((1168 * 4) / 3)) })
const idOf = ({ device }: KeyPerson) => device.device.deviceId

describe('K7: generations', () => {
  it('are taken once for a number: the loser gets the winner’s header, and everybody reads the same', async () => {
    const [anna, ben] = [await person(), await person()]
    const { channelId } = await club([anna, ben])
    const socket = await openPresence(server.url, ben.client.token)
    const people = [anna, ben]
    const drafts = await Promise.all(people.map((maker) => generationDraft({ maker, channelId, people })))
    const replies = await Promise.all(people.map((maker, n) => make(maker, channelId, drafts[n]?.draft ?? {})))
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    const at = replies.findIndex(({ status }) => status === 200)
    const winner = succeeded(GenerationHeader, replies[at] ?? { status: 500, headers: new Headers(), body: {} })
    const lost = replies[1 - at]?.body as GenerationTaken
    expect(lost).toMatchObject({ code: 'generation_taken', status: 409, winner })
    // Its sender did not hear that it was taken.
    expect(succeeded(GenerationHeader, await make(people[at] ?? anna, channelId, drafts[at]?.draft ?? {}))).toEqual(
      winner,
    )
    expect(await socket.next('channel-keys.changed')).toEqual({
      type: 'channel-keys.changed',
      channelId,
      generation: 1,
    })
    socket.close()

    const reader = people[1 - at] ?? ben
    const { headers, boxes } = await page(reader, channelId)
    expect(headers).toEqual([winner])
    const roster = succeeded(KeyRoster, await reader.client.get(keysPath(channelId, 'generations/1/roster')))
    const contacts = new Map(
      await Promise.all(
        people.map(async ({ userId }) => {
          const account = await readAccount(reader, userId)
          return [userId, { account, verified: false, former: [] }] as const
        }),
      ),
    )
    const own = { userId: reader.userId, deviceId: idOf(reader) }
    const taken = await takeGeneration({ keys: noChannelKeys(channelId), header: winner, roster, contacts, own })
    if (taken.kind !== 'taken') throw new Error(JSON.stringify(taken))
    const box = boxes[0]?.box
    if (!box) throw new Error('no box')
    const opened = await openBox({ keys: taken.keys, generation: 1, box, device: reader.device })
    expect(opened.kind).toBe('opened')
  })

  it('follow each other by number and hash, and say who makes them', async () => {
    const [anna, ben] = [await person(), await person()]
    const { channelId, channel } = await club([anna, ben])
    const first = await generationDraft({ maker: anna, channelId, people: [anna, ben] })
    const { draft } = first
    const header = { ...draft.header }
    const bad: [string, object][] = [
      ['bad_request', { ...draft, header: { ...header, channelId: (await channel('Other')).id } }],
      ['bad_request', { ...draft, header: { ...header, makerId: ben.userId } }],
      ['bad_request', { ...draft, header: { ...header, makerDeviceId: idOf(ben) } }],
      ['bad_request', { ...draft, header: { ...header, kind: 'fresh' } }],
      ['bad_request', { ...draft, header: { ...header, generation: 2 } }],
      ['bad_request', { ...draft, header: { ...header, generation: 0 } }],
      ['bad_request', { ...draft, header: { ...header, commitment: 'short' } }],
      ['bad_request', { ...draft, header: { ...header, continuity: header.commitment } }],
      ['bad_request', { ...draft, roster: [] }],
      ['bad_request', { ...draft, roster: draft.roster.slice(1) }],
      ['bad_request', { ...draft, roster: draft.roster.toReversed() }],
      ['bad_request', { ...draft, boxes: Array.from({ length: 101 }, () => junk(newId())) }],
      ['bad_request', { ...draft, boxes: [{ deviceId: idOf(ben), sealed: 'AAAA' }] }],
      ['keys_stale', { ...draft, header: { ...header, generation: 3, kind: 'restart', previous: header.commitment } }],
    ]
    for (const [code, body] of bad) expect(codeOf(await make(anna, channelId, body)), JSON.stringify(body)).toBe(code)
    succeeded(GenerationHeader, await make(anna, channelId, draft))
    const next = await generationDraft({ maker: anna, channelId, people: [anna, ben], keys: first.keys })
    const forked = { ...next.draft, header: { ...next.draft.header, previous: header.commitment } }
    expect(codeOf(await make(anna, channelId, forked))).toBe('keys_stale')
    succeeded(GenerationHeader, await make(anna, channelId, next.draft))
    expect((await page(ben, channelId, '&from=2')).headers).toEqual([next.draft.header])
    expect((await page(ben, channelId)).boxes.map(({ generation }) => generation)).toEqual([1, 2])
    expect((await page(ben, channelId, '&from=4294967295')).headers).toEqual([])
    expect(codeOf(await ben.client.get(keysPath(channelId, 'generations/3/roster')))).toBe('not_found')
    expect(codeOf(await ben.client.get(keysPath(channelId, 'generations/4294967296/roster')))).toBe('bad_request')
  })

  it('take a body of the largest size that there can be, and none that is larger', async () => {
    const anna = await person()
    const { channelId } = await club([anna])
    const head = { sequence: 2 ** 32 - 1, hash: 'A'.repeat(43) }
    const roster = Array.from({ length: keyLimits.rosterMembers }, () => ({
      ...{ userId: newId(), identityKey: 'A'.repeat(43), head },
      deviceIds: [newId(), newId()],
    }))
    const { draft } = await generationDraft({ maker: anna, channelId, people: [anna] })
    const boxes = Array.from({ length: keyLimits.boxesPerBatch }, () => junk(newId()))
    // It is read whole, and then refused for its digest.
    expect(codeOf(await make(anna, channelId, { ...draft, roster, boxes }))).toBe('bad_request')
    const tooLong = { ...draft, roster: 'x'.repeat(4_000_000) }
    expect(codeOf(await make(anna, channelId, tooLong))).toBe('payload_too_large')
  })
})

describe('K6: channel keys are closed', () => {
  it('to strangers, to members who may not see the channel, and to who is no member any more', async () => {
    const [anna, ben, cleo, dora] = [await person(), await person(), await person(), await person()]
    const { channelId, path, override } = await club([anna, ben, cleo])
    const { draft } = await generationDraft({ maker: anna, channelId, people: [anna, ben, cleo] })
    succeeded(GenerationHeader, await make(anna, channelId, draft))
    const all = async (who: Person) =>
      new Set(
        (
          await Promise.all([
            who.client.get(keysPath(channelId, 'generations', who.device)),
            who.client.get(keysPath(channelId, 'generations/1/roster')),
            who.client.get(keysPath(channelId, 'readers')),
            who.client.get(keysPath(channelId, `logs/${anna.userId}`)),
            who.client.get(keysPath(channelId, 'waiting', who.device)),
            who.client.post(keysPath(channelId, 'waiting/turn', who.device)),
            ask(who, channelId, [1]),
            putBoxes(who, channelId, [junk(idOf(who))]),
            make(who, channelId, draft),
          ])
        ).map(codeOf),
      )
    expect(await all(dora)).toEqual(new Set(['not_found']))
    await override(channelId, ['member', ben.userId], { deny: ['view_channels'] })
    expect(await all(ben)).toEqual(new Set(['not_found']))
    const readers = async () =>
      succeeded(KeyReaderPage, await anna.client.get(keysPath(channelId, 'readers'))).items.map(({ userId }) => userId)
    expect(new Set(await readers())).toEqual(new Set([anna.userId, cleo.userId]))
    expect((await anna.client.put(`${path}/bans/${cleo.userId}`, {})).status).toBeLessThan(300)
    expect(await all(cleo)).toEqual(new Set(['not_found']))
    expect(await readers()).toEqual([anna.userId])
    // Old rosters name who was there, so their logs stay readable here.
    const log = succeeded(KeyLogPage, await anna.client.get(keysPath(channelId, `logs/${cleo.userId}`)))
    expect(log.identity?.userId).toBe(cleo.userId)
    expect(codeOf(await anna.client.get(keysPath(channelId, `logs/${dora.userId}`)))).toBe('not_found')
  })

  it('to open channels, which have none', async () => {
    const anna = await person()
    const { channel } = await club([anna])
    const { id } = await channel('Open', { encryption: 'open' })
    expect(codeOf(await anna.client.get(keysPath(id, 'readers')))).toBe('bad_request')
    expect(codeOf(await anna.client.get(keysPath(newId(), 'readers')))).toBe('not_found')
  })

  it('to all but the people of a conversation', async () => {
    const [anna, ben, cleo] = [await person(), await person(), await person()]
    await club([anna, ben, cleo])
    const { id } = succeeded(
      Conversation,
      await anna.client.post('/api/channels/conversations', { userIds: [ben.userId] }),
    )
    const { draft } = await generationDraft({ maker: anna, channelId: id, people: [anna, ben] })
    succeeded(GenerationHeader, await make(anna, id, draft))
    expect((await page(ben, id)).boxes).toHaveLength(1)
    expect(codeOf(await cleo.client.get(keysPath(id, 'generations', cleo.device)))).toBe('not_found')
    const { items, next } = succeeded(KeyReaderPage, await ben.client.get(`${keysPath(id, 'readers')}?limit=1`))
    const rest = succeeded(KeyReaderPage, await ben.client.get(`${keysPath(id, 'readers')}?limit=1&cursor=${next}`))
    expect([...items, ...rest.items].map(({ userId }) => userId)).toEqual([anna.userId, ben.userId].toSorted())
    expect(rest.next).toBeNull()
    expect(codeOf(await ben.client.get(`${keysPath(id, 'readers')}?cursor=x`))).toBe('bad_request')
  })
})

describe('K4: the device that speaks', () => {
  it('stands in the viewer’s own log', async () => {
    const [anna, ben] = [await person(), await person()]
    const { channelId } = await club([anna, ben])
    const named = (device: KeyPerson['device']) => anna.client.get(keysPath(channelId, 'generations', device))
    expect((await named(anna.device)).status).toBe(200)
    expect(codeOf(await named(ben.device))).toBe('device_not_in_standing')
    expect(codeOf(await named(await newDevice(anna.userId)))).toBe('device_not_in_standing')
    expect(codeOf(await anna.client.get(keysPath(channelId, 'generations')))).toBe('bad_request')
    const second = await secondSeat(server.url, anna)
    succeeded(GenerationPage, await second.client.get(keysPath(channelId, 'generations', second.device)))
    await post(second, await revocation(second, idOf(anna)))
    expect(codeOf(await second.client.get(keysPath(channelId, 'generations', anna.device)))).toBe(
      'device_not_in_standing',
    )
  })
})

describe('K8: boxes', () => {
  it('are kept once for each device that stands; a revoked one loses its own', async () => {
    const [anna, ben] = [await person(), await person()]
    const { channelId } = await club([anna, ben])
    const second = await secondSeat(server.url, ben)
    const { draft } = await generationDraft({ maker: anna, channelId, people: [anna, ben] })
    succeeded(GenerationHeader, await make(anna, channelId, { ...draft, boxes: [] }))
    expect(codeOf(await putBoxes(anna, channelId, [junk(idOf(ben))], 2))).toBe('not_found')
    const socket = await openPresence(server.url, second.client.token)
    const batch = [...draft.boxes, junk(idOf(second)), junk(newId())]
    expect(succeeded(BoxesKept, await putBoxes(anna, channelId, batch))).toEqual({ kept: 2 })
    expect(await socket.next('channel-keys.changed')).toMatchObject({ channelId, generation: 1 })
    socket.close()
    expect(succeeded(BoxesKept, await putBoxes(anna, channelId, [junk(idOf(ben))]))).toEqual({ kept: 0 })
    expect((await page(ben, channelId)).boxes).toEqual([{ generation: 1, box: draft.boxes[0] }])
    await post(ben, await revocation(ben, idOf(second)))
    const rows = await query(
      server.databaseUrl,
      `select device_id from channel_key_boxes where device_id in ('${idOf(second)}', '${idOf(ben)}')`,
    )
    expect(rows).toEqual([{ device_id: idOf(ben) }])
    expect(succeeded(BoxesKept, await putBoxes(anna, channelId, [junk(idOf(second))]))).toEqual({ kept: 0 })
    for (const boxes of [[], Array.from({ length: 101 }, () => junk(newId())), [{ deviceId: 'x', sealed: '' }]])
      expect(codeOf(await putBoxes(anna, channelId, boxes as KeyBox[]))).toBe('bad_request')
  })

  it('that are revoked and served at the same time do not stay', async () => {
    const [anna, ben] = [await person(), await person()]
    const { channelId } = await club([anna, ben])
    const { draft } = await generationDraft({ maker: anna, channelId, people: [anna, ben] })
    succeeded(GenerationHeader, await make(anna, channelId, { ...draft, boxes: [] }))
    const entry = await revocation(ben, idOf(ben))
    await Promise.all([post(ben, entry), ...Array.from({ length: 6 }, () => putBoxes(anna, channelId, draft.boxes))])
    expect(await query(server.databaseUrl, `select 1 from channel_key_boxes where device_id = '${idOf(ben)}'`)).toEqual(
      [],
    )
  })
})

describe('K9: the queue', () => {
  it('asks one device at a time to serve, and forgets who was served', async () => {
    const [anna, ben, cleo] = [await person(), await person(), await person()]
    const { channelId } = await club([anna, ben, cleo])
    const { draft, pending } = await generationDraft({ maker: anna, channelId, people: [anna, ben, cleo] })
    succeeded(GenerationHeader, await make(anna, channelId, { ...draft, boxes: draft.boxes.slice(0, 1) }))
    const [served, waits] = draft.boxes[0]?.deviceId === idOf(ben) ? [ben, cleo] : [cleo, ben]
    const socket = await openPresence(server.url, served.client.token)
    expect((await ask(waits, channelId, [1, 2])).status).toBe(204)
    expect((await ask(waits, channelId, [1])).status).toBe(204)
    // Who has a box does not wait for it.
    expect((await ask(served, channelId, [1])).status).toBe(204)
    expect(await socket.next('channel-keys.waiting')).toEqual({ type: 'channel-keys.waiting', channelId })
    await new Promise((resolve) => setTimeout(resolve, 700))
    expect(socket.unread('channel-keys.waiting')).toEqual([])
    socket.close()
    const list = succeeded(WaitingList, await anna.client.get(keysPath(channelId, 'waiting', anna.device)))
    expect(list).toMatchObject([{ userId: waits.userId, deviceId: idOf(waits), generations: [1] }])
    expect(await turn(waits, channelId)).toEqual([])

    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
    const pass = (ms: number) => vi.setSystemTime(Date.now() + ms)
    const turns = await Promise.all([turn(anna, channelId), turn(served, channelId)])
    expect(turns.map(({ length }) => length).toSorted()).toEqual([0, 1])
    const [first, other] = turns[0]?.length === 1 ? [anna, served] : [served, anna]
    pass(keyLimits.turnMs)
    expect(await turn(first, channelId)).toEqual([])
    expect(await turn(other, channelId)).toHaveLength(1)
    pass(61_000)
    expect(await turn(first, channelId)).toHaveLength(1)

    const box = draft.boxes.find(({ deviceId }) => deviceId === idOf(waits))
    expect(succeeded(BoxesKept, await putBoxes(first, channelId, box ? [box] : []))).toEqual({ kept: 1 })
    pass(61_000)
    expect(await turn(other, channelId)).toEqual([])
    expect(pending.header.generation).toBe(1)
  })

  it('throws away a box that does not open, and passes over who may not read any more', async () => {
    const [anna, ben] = [await person(), await person()]
    const { channelId, path } = await club([anna, ben])
    const { draft } = await generationDraft({ maker: anna, channelId, people: [anna, ben] })
    succeeded(GenerationHeader, await make(anna, channelId, { ...draft, boxes: [junk(idOf(ben))] }))
    expect((await ask(ben, channelId, [1])).status).toBe(204)
    expect(await turn(anna, channelId)).toEqual([])
    expect((await ask(ben, channelId, [1], { replace: true })).status).toBe(204)
    expect((await page(ben, channelId)).boxes).toEqual([])
    expect(succeeded(WaitingList, await anna.client.get(keysPath(channelId, 'waiting', anna.device)))).toHaveLength(1)
    expect((await anna.client.post(`${path}/members/${ben.userId}/kick`, {})).status).toBeLessThan(300)
    expect(await turn(anna, channelId)).toEqual([])
  })

  it('has limits for a request, a turn and a device', async () => {
    const [anna, ben] = [await person(), await person()]
    const { channelId } = await club([anna, ben])
    const { draft } = await generationDraft({ maker: anna, channelId, people: [anna, ben] })
    succeeded(GenerationHeader, await make(anna, channelId, { ...draft, boxes: [] }))
    await query(
      server.databaseUrl,
      `insert into channel_generations (channel_id, generation, header, hash, roster)
        select channel_id, n, header, 'hash ' || n, roster from channel_generations, generate_series(2, 1100) n
        where channel_id = '${channelId}'`,
    )
    const some = (from: number) => Array.from({ length: 100 }, (_, n) => from + n)
    for (const generations of [[], some(1).concat(101), [1, 1], [0]])
      expect(codeOf(await ask(ben, channelId, generations))).toBe('bad_request')
    for (let from = 1; from < 1_000; from += 100) expect((await ask(ben, channelId, some(from))).status).toBe(204)
    expect(codeOf(await ask(ben, channelId, some(1_001)))).toBe('limit_reached')
    const [given] = await turn(anna, channelId)
    expect(given?.generations).toEqual(some(1))
    expect((await page(ben, channelId)).headers).toHaveLength(keyLimits.headersPerPage)
  })
})

describe('K10: readers', () => {
  it('are at most 4,096 with an identity', async () => {
    const anna = await person()
    const { channelId, communityId } = await club([anna])
    await query(
      server.databaseUrl,
      `create temporary table crowd as select gen_random_uuid() as id, n from generate_series(1, ${keyLimits.rosterMembers - 1}) n;
      insert into users (id, user_name, display_name) select id, 'many-' || n, 'Many' from crowd;
      insert into members (community_id, user_id) select '${communityId}', id from crowd;
      insert into key_identities (user_id, epoch, identity_key, head_sequence, head_hash)
        select id, 1, repeat('A', 43), 0, repeat('A', 43) from crowd`,
    )
    const read = async (more = '') =>
      succeeded(KeyReaderPage, await anna.client.get(`${keysPath(channelId, 'readers')}?limit=1000${more}`))
    const userIds: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const found: KeyReaderPage = await read(next && `&cursor=${next}`)
      userIds.push(...found.items.map(({ userId }) => userId))
      next = found.next
    }
    expect(userIds).toHaveLength(keyLimits.rosterMembers)
    expect(userIds).toEqual(userIds.toSorted())
    const ben = await person()
    await query(
      server.databaseUrl,
      `insert into members (community_id, user_id) values ('${communityId}', '${ben.userId}')`,
    )
    expect(codeOf(await anna.client.get(keysPath(channelId, 'readers')))).toBe('too_many_readers')
  })
})
