import { noChannelKeys, openBox, takeGeneration } from '@chaos/crypto/keys'
import {
  Conversation,
  GenerationHeader,
  GenerationPage,
  KeyLogPage,
  KeyReaderPage,
  KeyRoster,
  keyLimits,
} from '@chaos/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../utils/ids.ts'
import {
  generationDraft,
  keysPath,
  newDevice,
  post,
  readAccount,
  revocation,
  secondSeat,
  signHeader,
  type KeyPerson,
} from './harness/key-person.ts'
import { ask, idOf, junk, make, openKeyStage, page, type Person, putBoxes } from './harness/key-stage.ts'
import { openPresence } from './harness/presence-client.ts'
import { query } from './harness/query.ts'
import { codeOf, succeeded } from './harness/test-client.ts'

let stage: Awaited<ReturnType<typeof openKeyStage>>
beforeAll(async () => {
  stage = await openKeyStage()
})
afterAll(() => stage?.close())

describe('K7: generations', () => {
  it('are taken once for a number: the loser gets the winner’s header, and everybody reads the same', async () => {
    const [anna, ben] = [await stage.person(), await stage.person()]
    const { channelId } = await stage.club([anna, ben])
    const socket = await openPresence(stage.server.url, ben.client.token)
    const people = [anna, ben]
    const drafts = await Promise.all(people.map((maker) => generationDraft({ maker, channelId, people })))
    const replies = await Promise.all(people.map((maker, n) => make(maker, channelId, drafts[n]?.draft ?? {})))
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    const at = replies.findIndex(({ status }) => status === 200)
    const winner = succeeded(GenerationHeader, replies[at] ?? { status: 500, headers: new Headers(), body: {} })
    expect(replies[1 - at]?.body).toMatchObject({ code: 'generation_taken', status: 409, winner })
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
    const taken = await takeGeneration({ keys: noChannelKeys(channelId), header: winner, roster, contacts })
    if (taken.kind !== 'taken') throw new Error(JSON.stringify(taken))
    const box = boxes[0]?.box
    if (!box) throw new Error('no box')
    const opened = await openBox({ keys: taken.keys, generation: 1, box, device: reader.device })
    expect(opened.kind).toBe('opened')
  })

  it('follow each other by number and hash, and say who makes them', async () => {
    const [anna, ben] = [await stage.person(), await stage.person()]
    const { channelId, channel } = await stage.club([anna, ben])
    const first = await generationDraft({ maker: anna, channelId, people: [anna, ben] })
    const { draft } = first
    const header = { ...draft.header }
    const early = { ...header, generation: 3, kind: 'restart' as const, previous: header.commitment }
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
      ['bad_request', { ...draft, header: { ...header, policy: 'from_joining' } }],
      ['keys_stale', { ...draft, header: await signHeader(anna.device, early) }],
    ]
    for (const [code, body] of bad) expect(codeOf(await make(anna, channelId, body)), JSON.stringify(body)).toBe(code)
    succeeded(GenerationHeader, await make(anna, channelId, draft))
    const next = await generationDraft({ maker: anna, channelId, people: [anna, ben], keys: first.keys })
    const elsewhere = { ...next.draft.header, previous: header.commitment }
    const forked = { ...next.draft, header: await signHeader(anna.device, elsewhere) }
    expect(codeOf(await make(anna, channelId, forked))).toBe('keys_stale')
    succeeded(GenerationHeader, await make(anna, channelId, next.draft))
    expect((await page(ben, channelId, '&from=2')).headers).toEqual([next.draft.header])
    expect((await page(ben, channelId)).boxes.map(({ generation }) => generation)).toEqual([1, 2])
    expect((await page(ben, channelId, '&from=4294967295')).headers).toEqual([])
    expect(codeOf(await ben.client.get(keysPath(channelId, 'generations/3/roster')))).toBe('not_found')
    expect(codeOf(await ben.client.get(keysPath(channelId, 'generations/4294967296/roster')))).toBe('bad_request')
  })

  it('take a body of the largest size that there can be, and none that is larger', async () => {
    const anna = await stage.person()
    const { channelId } = await stage.club([anna])
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
    const [anna, ben, cleo, dora] = [
      await stage.person(),
      await stage.person(),
      await stage.person(),
      await stage.person(),
    ]
    const { channelId, path, override } = await stage.club([anna, ben, cleo])
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
            ask(who, channelId, { generations: [1] }),
            putBoxes(who, channelId, { boxes: [junk(idOf(who))] }),
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
    const anna = await stage.person()
    const { channel } = await stage.club([anna])
    const { id } = await channel('Open', { encryption: 'open' })
    expect(codeOf(await anna.client.get(keysPath(id, 'readers')))).toBe('bad_request')
    expect(codeOf(await anna.client.get(keysPath(newId(), 'readers')))).toBe('not_found')
  })

  it('to all but the people of a conversation', async () => {
    const [anna, ben, cleo] = [await stage.person(), await stage.person(), await stage.person()]
    await stage.club([anna, ben, cleo])
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
    const [anna, ben] = [await stage.person(), await stage.person()]
    const { channelId } = await stage.club([anna, ben])
    const named = (device: KeyPerson['device']) => anna.client.get(keysPath(channelId, 'generations', device))
    expect((await named(anna.device)).status).toBe(200)
    expect(codeOf(await named(ben.device))).toBe('device_not_in_standing')
    expect(codeOf(await named(await newDevice(anna.userId)))).toBe('device_not_in_standing')
    expect(codeOf(await anna.client.get(keysPath(channelId, 'generations')))).toBe('bad_request')
    const second = await secondSeat(stage.server.url, anna)
    succeeded(GenerationPage, await second.client.get(keysPath(channelId, 'generations', second.device)))
    await post(second, await revocation(second, idOf(anna)))
    expect(codeOf(await second.client.get(keysPath(channelId, 'generations', anna.device)))).toBe(
      'device_not_in_standing',
    )
  })
})

describe('K10: readers', () => {
  it('are at most 4,096 with an identity', async () => {
    const anna = await stage.person()
    const { channelId, communityId } = await stage.club([anna])
    await query(
      stage.server.databaseUrl,
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
    const ben = await stage.person()
    await query(
      stage.server.databaseUrl,
      `insert into members (community_id, user_id) values ('${communityId}', '${ben.userId}')`,
    )
    expect(codeOf(await anna.client.get(keysPath(channelId, 'readers')))).toBe('too_many_readers')
  })
})
