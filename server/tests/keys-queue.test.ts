import { BoxesKept, GenerationHeader, keyLimits, WaitingList } from '@chaos/protocol'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { newId } from '../utils/ids.ts'
import { generationDraft, keysPath, post, revocation, secondSeat } from './harness/key-person.ts'
import { ask, idOf, junk, make, openKeyStage, page, putBoxes, turn } from './harness/key-stage.ts'
import { openPresence } from './harness/presence-client.ts'
import { query } from './harness/query.ts'
import { codeOf, succeeded } from './harness/test-client.ts'

let stage: Awaited<ReturnType<typeof openKeyStage>>
beforeAll(async () => {
  stage = await openKeyStage()
})
afterAll(() => stage?.close())
afterEach(() => {
  vi.useRealTimers()
})

describe('K8: boxes', () => {
  it('are kept once for each device that stands; a revoked one loses its own', async () => {
    const [anna, ben] = [await stage.person(), await stage.person()]
    const { channelId } = await stage.club([anna, ben])
    const second = await secondSeat(stage.server.url, ben)
    const { draft } = await generationDraft({ maker: anna, channelId, people: [anna, ben] })
    succeeded(GenerationHeader, await make(anna, channelId, { ...draft, boxes: [] }))
    expect(codeOf(await putBoxes(anna, channelId, { boxes: [junk(idOf(ben))], generation: 2 }))).toBe('not_found')
    const socket = await openPresence(stage.server.url, second.client.token)
    const batch = [...draft.boxes, junk(idOf(second)), junk(newId())]
    expect(succeeded(BoxesKept, await putBoxes(anna, channelId, { boxes: batch }))).toEqual({ kept: 2 })
    expect(await socket.next('channel-keys.changed')).toMatchObject({ channelId, generation: 1 })
    socket.close()
    expect(succeeded(BoxesKept, await putBoxes(anna, channelId, { boxes: [junk(idOf(ben))] }))).toEqual({ kept: 0 })
    expect((await page(ben, channelId)).boxes).toEqual([{ generation: 1, box: draft.boxes[0] }])
    await post(ben, await revocation(ben, idOf(second)))
    const rows = await query(
      stage.server.databaseUrl,
      `select device_id from channel_key_boxes where device_id in ('${idOf(second)}', '${idOf(ben)}')`,
    )
    expect(rows).toEqual([{ device_id: idOf(ben) }])
    expect(succeeded(BoxesKept, await putBoxes(anna, channelId, { boxes: [junk(idOf(second))] }))).toEqual({ kept: 0 })
    for (const boxes of [[], Array.from({ length: 101 }, () => junk(newId())), [{ deviceId: 'x', sealed: '' }]])
      expect(codeOf(await putBoxes(anna, channelId, { boxes }))).toBe('bad_request')
  })

  it('that are revoked and served at the same time do not stay', async () => {
    const [anna, ben] = [await stage.person(), await stage.person()]
    const { channelId } = await stage.club([anna, ben])
    const { draft } = await generationDraft({ maker: anna, channelId, people: [anna, ben] })
    succeeded(GenerationHeader, await make(anna, channelId, { ...draft, boxes: [] }))
    const entry = await revocation(ben, idOf(ben))
    await Promise.all([
      post(ben, entry),
      ...Array.from({ length: 6 }, () => putBoxes(anna, channelId, { boxes: draft.boxes })),
    ])
    expect(
      await query(stage.server.databaseUrl, `select 1 from channel_key_boxes where device_id = '${idOf(ben)}'`),
    ).toEqual([])
  })
})

describe('K9: the queue', () => {
  it('asks one device at a time to serve, and forgets who was served', async () => {
    const [anna, ben, cleo] = [await stage.person(), await stage.person(), await stage.person()]
    const { channelId } = await stage.club([anna, ben, cleo])
    const { draft } = await generationDraft({ maker: anna, channelId, people: [anna, ben, cleo] })
    succeeded(GenerationHeader, await make(anna, channelId, { ...draft, boxes: draft.boxes.slice(0, 1) }))
    const [served, waits] = draft.boxes[0]?.deviceId === idOf(ben) ? [ben, cleo] : [cleo, ben]
    const socket = await openPresence(stage.server.url, served.client.token)
    expect((await ask(waits, channelId, { generations: [1, 2] })).status).toBe(204)
    expect((await ask(waits, channelId, { generations: [1] })).status).toBe(204)
    // Who has a box does not wait for it.
    expect((await ask(served, channelId, { generations: [1] })).status).toBe(204)
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
    expect(new Set(turns.map(({ length }) => length))).toEqual(new Set([0, 1]))
    const [first, other] = turns[0]?.length === 1 ? [anna, served] : [served, anna]
    pass(keyLimits.turnMs)
    expect(await turn(first, channelId)).toEqual([])
    expect(await turn(other, channelId)).toHaveLength(1)
    pass(61_000)
    expect(await turn(first, channelId)).toHaveLength(1)

    const box = draft.boxes.find(({ deviceId }) => deviceId === idOf(waits))
    expect(succeeded(BoxesKept, await putBoxes(first, channelId, { boxes: box ? [box] : [] }))).toEqual({ kept: 1 })
    pass(61_000)
    expect(await turn(other, channelId)).toEqual([])
  })

  it('throws away a box that does not open, and passes over who may not read any more', async () => {
    const [anna, ben] = [await stage.person(), await stage.person()]
    const { channelId, path } = await stage.club([anna, ben])
    const { draft } = await generationDraft({ maker: anna, channelId, people: [anna, ben] })
    succeeded(GenerationHeader, await make(anna, channelId, { ...draft, boxes: [junk(idOf(ben))] }))
    expect((await ask(ben, channelId, { generations: [1] })).status).toBe(204)
    expect(await turn(anna, channelId)).toEqual([])
    expect((await ask(ben, channelId, { generations: [1], replace: true })).status).toBe(204)
    expect((await page(ben, channelId)).boxes).toEqual([])
    expect(succeeded(WaitingList, await anna.client.get(keysPath(channelId, 'waiting', anna.device)))).toHaveLength(1)
    expect((await anna.client.post(`${path}/members/${ben.userId}/kick`, {})).status).toBeLessThan(300)
    expect(await turn(anna, channelId)).toEqual([])
  })

  it('has limits for a request, a turn and a device', async () => {
    const [anna, ben] = [await stage.person(), await stage.person()]
    const { channelId } = await stage.club([anna, ben])
    const { draft } = await generationDraft({ maker: anna, channelId, people: [anna, ben] })
    succeeded(GenerationHeader, await make(anna, channelId, { ...draft, boxes: [] }))
    await query(
      stage.server.databaseUrl,
      `insert into channel_generations (channel_id, generation, header, hash, roster)
        select channel_id, n, header, 'hash ' || n, roster from channel_generations, generate_series(2, 1100) n
        where channel_id = '${channelId}'`,
    )
    const some = (from: number) => Array.from({ length: 100 }, (_, n) => from + n)
    for (const generations of [[], some(1).concat(101), [1, 1], [0]])
      expect(codeOf(await ask(ben, channelId, { generations }))).toBe('bad_request')
    for (let from = 1; from < 1_000; from += 100)
      expect((await ask(ben, channelId, { generations: some(from) })).status).toBe(204)
    expect(codeOf(await ask(ben, channelId, { generations: some(1_001) }))).toBe('limit_reached')
    const [given] = await turn(anna, channelId)
    expect(given?.generations).toEqual(some(1))
    expect((await page(ben, channelId)).headers).toHaveLength(keyLimits.headersPerPage)
  })
})

describe('an account that is erased', () => {
  it('leaves nothing of its keys but what others signed and read', async () => {
    const [anna, ben] = [await stage.person(), await stage.person()]
    const { channelId } = await stage.club([anna, ben])
    const { draft } = await generationDraft({ maker: ben, channelId, people: [anna, ben] })
    succeeded(GenerationHeader, await make(ben, channelId, draft))
    succeeded(BoxesKept, await putBoxes(ben, channelId, { boxes: [junk(idOf(ben))] }))
    expect((await ask(ben, channelId, { generations: [1], replace: true })).status).toBe(204)
    const sealed = { deviceId: newId(), sealed: 'AAAA' }
    expect((await ben.client.put('/api/users/me/keys/recovery', sealed)).status).toBe(204)
    const rows = async () => {
      const [counts] = await query(
        stage.server.databaseUrl,
        `select (select count(*) from key_identities where user_id = '${ben.userId}')
          + (select count(*) from key_log_entries where user_id = '${ben.userId}')
          + (select count(*) from recovery_backups where user_id = '${ben.userId}')
          + (select count(*) from key_devices where user_id = '${ben.userId}')
          + (select count(*) from channel_key_waiting where device_id = '${idOf(ben)}')
          + (select count(*) from channel_generations where maker_id = '${ben.userId}') as n`,
      )
      return Number(counts?.['n'])
    }
    expect(await rows()).toBe(6)
    const { userName } = ben.client.user
    expect((await ben.client.post('/api/users/me/deletion', { userName })).status).toBeLessThan(300)
    await stage.server.context.services.deletion.eraseDue(new Date(Date.now() + 15 * 86_400_000))
    expect(await rows()).toBe(0)
    expect((await page(anna, channelId)).headers).toEqual([draft.header])
    expect((await page(anna, channelId)).boxes).toHaveLength(1)
  })
})
