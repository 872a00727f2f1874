import { beforeAll, describe, expect, it } from 'vitest'
import { toBase64Url } from '../bytes/base64url.ts'
import { bytesOf } from '../bytes/pack.ts'
import { foundIdentity } from '../identity/write-log.ts'
import { randomBytes } from '../platform.ts'
import { hpkeSeal } from '../primitives/hpke.ts'
import { confirm, make, serve, startChannel, take, taken } from '../testing/channel.ts'
import {
  addDevice,
  contactsOf,
  firstDevice,
  newDevice,
  newPerson,
  nextId,
  type Person,
  revoke,
  startMs,
} from '../testing/people.ts'
import { boxableDevices, firstRecipients, openBox, sealBoxes, secretsToArchive, takeArchived } from './boxes.ts'
import { type ChannelKeys, knownGeneration, latestGeneration, missingSecrets, noChannelKeys } from './channel-keys.ts'
import { dueGeneration, generationAgeMs } from './due-generation.ts'
import { headerBytes, headerHash, rosterDigest } from './generation-bytes.ts'
import { confirmGeneration, makeGeneration, type PendingGeneration } from './make-generation.ts'
import type { GenerationHeader, Roster } from './records.ts'
import { advancedSecret, commitmentOf, continuityOf } from './secrets.ts'
import type { Taking } from './take-generation.ts'
import { takeOlder } from './take-older.ts'

const refused = (reason: string) => ({ kind: 'refused', reason })

let anna: Person
let ben: Person
let carl: Person

beforeAll(async () => {
  ;[anna, ben, carl] = await Promise.all([newPerson(), newPerson(), newPerson()])
})

const pendingOf = (keys: ChannelKeys): PendingGeneration => {
  const latest = latestGeneration(keys)
  if (!latest?.secret) throw new Error('held by its maker')
  return { ...latest, secret: latest.secret }
}

const named = ({ userId, contact }: Person) => ({ userId, identityKey: contact.account.identityKey })

/** A header changed and signed again by whoever is named: what a member or the server's accomplice could make. */
async function resigned(
  header: GenerationHeader,
  changes: Partial<GenerationHeader>,
  by = firstDevice(anna),
): Promise<GenerationHeader> {
  const changed = { ...header, ...changes }
  return { ...changed, signature: toBase64Url(await by.sign(headerBytes(changed))) }
}

describe('G2 to G6: generations', () => {
  it('go from their maker to everybody in the roster', async () => {
    const phone = await addDevice(ben)
    const keys = await startChannel([anna, ben])
    const pending = pendingOf(keys)
    const recipients = firstRecipients(keys, contactsOf(anna, ben))
    expect(recipients.map(({ deviceId }) => deviceId).toSorted()).toEqual(
      ben.devices.map(({ device }) => device.deviceId).toSorted(),
    )
    const boxes = await sealBoxes(pending, recipients)
    for (const device of [firstDevice(ben), phone]) {
      const his = await taken(noChannelKeys(keys.channelId), pending, { person: ben, people: [anna, ben], device })
      expect(missingSecrets(his)).toEqual([1])
      const box = boxes.find(({ deviceId }) => deviceId === device.device.deviceId)
      if (!box) throw new Error('a box for each')
      const opened = await openBox({ keys: his, generation: 1, box, device })
      expect(opened.kind === 'opened' && opened.keys).toEqual(keys)
    }
  })

  it('advance without boxes for those who hold the one before, and without a way back for those who do not', async () => {
    const keys = await startChannel([anna, ben])
    const his = await serve(
      keys,
      await taken(noChannelKeys(keys.channelId), pendingOf(keys), { person: ben, people: [anna, ben] }),
      { generation: 1, person: ben },
    )
    const people = [anna, ben, carl]
    const pending = await make(keys, people, { kind: 'advance' })
    const hers = confirm(keys, pending)
    expect(await taken(his, pending, { person: ben, people })).toEqual(hers)
    expect(firstRecipients(hers, contactsOf(...people)).map(({ deviceId }) => deviceId)).toEqual([
      firstDevice(carl).device.deviceId,
    ])
    const newcomer = await taken(noChannelKeys(keys.channelId), pending, { person: carl, people })
    const served = await serve(hers, newcomer, { generation: 2, person: carl })
    expect(served.generations.map(({ secret }) => secret)).toEqual([pending.secret])
    expect(boxableDevices(hers, 1, carl.contact)).toEqual([])
  })

  it('G13: two at once converge on the one that the server took', async () => {
    const keys = await startChannel([anna, ben])
    const his = await serve(
      keys,
      await taken(noChannelKeys(keys.channelId), pendingOf(keys), { person: ben, people: [anna, ben] }),
      { generation: 1, person: ben },
    )
    const [hers, theirs] = await Promise.all([make(keys, [anna, ben]), make(his, [ben, anna])])
    const winner = confirm(keys, hers)
    const adopted = await taken(his, hers, { person: ben, people: [anna, ben] })
    expect(confirmGeneration(adopted, theirs)).toBeUndefined()
    expect((await serve(winner, adopted, { generation: 2, person: ben })).generations).toEqual(winner.generations)
    expect(await take(winner, theirs, { person: anna, people: [anna, ben] })).toEqual(refused('rolled_back'))
  })

  it('are refused to makers who are not in them, hold nothing, or try to advance past a loss', async () => {
    const keys = await startChannel([anna, ben])
    const attempt = (changes: Partial<Parameters<typeof makeGeneration>[0]>) =>
      makeGeneration({
        keys,
        kind: 'fresh',
        maker: firstDevice(anna),
        members: [anna.contact, ben.contact],
        policy: 'all',
        atMs: startMs,
        ...changes,
      })
    expect(await attempt({ maker: firstDevice(carl) })).toEqual(refused('not_a_member'))
    expect(await attempt({ maker: await newDevice(anna.userId) })).toEqual(refused('not_a_member'))
    expect(await attempt({ kind: 'first' })).toEqual(refused('wrong_kind'))
    expect(await attempt({ kind: 'advance', members: [anna.contact, carl.contact] })).toEqual(refused('wrong_kind'))
    const empty = { ...keys, generations: keys.generations.map((known) => ({ ...known, secret: undefined })) }
    expect(await attempt({ keys: empty })).toEqual(refused('no_key'))
    expect(await attempt({ keys: noChannelKeys(nextId()) })).toEqual(refused('wrong_kind'))
    expect((await attempt({ keys: empty, kind: 'restart' })).kind).toBe('made')
  })
})

describe('G7: taking a header', () => {
  let keys: ChannelKeys
  let his: ChannelKeys
  let next: PendingGeneration
  const people = () => [anna, ben]
  const takeHis = (header: GenerationHeader, changes: Partial<Taking> = {}) =>
    take(his, { ...next, header }, { person: ben, people: people(), ...changes })

  beforeAll(async () => {
    keys = await startChannel(people())
    his = await taken(noChannelKeys(keys.channelId), pendingOf(keys), { person: ben, people: people() })
    his = await serve(keys, his, { generation: 1, person: ben })
    next = await make(keys, people())
  })

  it('works, once', async () => {
    const outcome = await takeHis(next.header)
    expect(outcome).toMatchObject({ kind: 'taken', continuity: 'proved' })
    if (outcome.kind !== 'taken') return
    expect(await take(outcome.keys, next, { person: ben, people: people() })).toEqual({ kind: 'known' })
  })

  it('says what is missing', async () => {
    const after = await make(confirm(keys, next), people())
    expect(await take(his, after, { person: ben, people: people() })).toEqual({ kind: 'gap', from: 2 })
    expect(await takeHis(next.header, { contacts: contactsOf(ben) })).toEqual({
      kind: 'behind',
      people: [named(anna)],
    })
    const before = { ...anna.contact, account: { ...anna.contact.account } }
    await addDevice(anna)
    const later = await make(keys, people())
    const contacts = new Map([...contactsOf(ben), [anna.userId, before]])
    expect(await take(his, later, { person: ben, people: people(), contacts })).toEqual({
      kind: 'behind',
      people: [named(anna)],
    })
  })

  it('refuses a header with any field changed', async () => {
    const flip = (text: string) => `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`
    const { header } = next
    const changed: Partial<GenerationHeader>[] = [
      { channelId: nextId() },
      { generation: 3 },
      { generation: 1 },
      { kind: 'advance' },
      { kind: 'restart' },
      { kind: 'first' },
      { previous: flip(header.previous) },
      { policy: 'all' },
      { atMs: 0 },
      { makerId: ben.userId },
      { makerDeviceId: nextId() },
      { rosterDigest: flip(header.rosterDigest) },
      { commitment: flip(header.commitment) },
      { continuity: flip(header.continuity) },
      { signature: flip(header.signature) },
    ]
    for (const change of changed) {
      expect(['refused', 'gap'], JSON.stringify(change)).toContain((await takeHis({ ...header, ...change })).kind)
    }
    const wrong: unknown[] = [
      null,
      {},
      { ...header, more: 1 },
      { ...header, generation: 0 },
      { ...header, kind: 'other' },
      { ...header, previous: '' },
    ]
    for (const value of wrong) expect(await takeHis(value as GenerationHeader)).toEqual(refused('malformed'))
  })

  it('refuses what is signed but does not fit', async () => {
    const { header } = next
    expect(await takeHis(await resigned(header, { previous: toBase64Url(randomBytes(32)) }))).toEqual(
      refused('not_linked'),
    )
    expect(await takeHis(await resigned(header, { channelId: nextId() }))).toEqual(refused('wrong_channel'))
    expect(await takeHis(await resigned(header, { rosterDigest: toBase64Url(randomBytes(32)) }))).toEqual(
      refused('wrong_roster'),
    )
    expect(await takeHis(await resigned(header, { generation: 1 }))).toEqual(refused('malformed'))
    expect(await takeHis(await resigned(header, { continuity: toBase64Url(new Uint8Array(32)) }))).toEqual(
      refused('malformed'),
    )
    const other = await startChannel(people())
    const elsewhere = await make({ ...other, channelId: keys.channelId }, people())
    expect(await take(his, elsewhere, { person: ben, people: people() })).toEqual(refused('not_linked'))
  })

  it('G5: refuses a generation of somebody who did not hold the one before', async () => {
    const guess = randomBytes(32)
    const generations = keys.generations.map((known) => ({ ...known, secret: guess }))
    const injected = await make({ ...keys, generations }, people())
    expect(await take(his, injected, { person: ben, people: people() })).toEqual(refused('not_continued'))
    const advanced = await make({ ...keys, generations }, people(), { kind: 'advance' })
    expect(await take(his, advanced, { person: ben, people: people() })).toEqual(refused('not_continued'))
    const wrong = await resigned(next.header, { continuity: toBase64Url(randomBytes(32)) })
    expect(await takeHis(wrong)).toEqual(refused('not_continued'))
  })

  it('G5: finds out later, by the box for the one before', async () => {
    const blind = { ...his, generations: his.generations.map((known) => ({ ...known, secret: undefined })) }
    const generations = keys.generations.map((known) => ({ ...known, secret: randomBytes(32) }))
    const injected = await make({ ...keys, generations }, people())
    const outcome = await take(blind, injected, { person: ben, people: people() })
    if (outcome.kind !== 'taken') throw new Error(outcome.kind)
    expect(outcome.continuity).toBe('unproved')
    const [box] = await sealBoxes(pendingOf(keys), [firstDevice(ben).device])
    if (!box) throw new Error('a box')
    const opened = await openBox({ keys: outcome.keys, generation: 1, box, device: firstDevice(ben) })
    expect(opened).toEqual(refused('not_continued'))
  })

  it('G6: refuses to advance where somebody lost access', async () => {
    const { secret } = pendingOf(keys)
    const { header, roster } = await make(keys, [anna])
    const body = {
      ...header,
      kind: 'advance' as const,
      commitment: commitmentOf(advancedSecret(secret, header), header),
    }
    const posing = await resigned(body, { continuity: continuityOf(secret, body) })
    expect(await take(his, { header: posing, roster }, { person: ben, people: people() })).toEqual(
      refused('must_be_fresh'),
    )
  })

  it('G6: a restart waits for a word', async () => {
    const restart = await make(keys, people(), { kind: 'restart' })
    expect(await take(his, restart, { person: ben, people: people() })).toEqual({
      kind: 'restarted',
      makerId: anna.userId,
    })
    const accepting = { person: ben, people: people(), acceptRestart: true }
    expect((await take(his, restart, accepting)).kind).toBe('taken')
  })

  it('G3: refuses rosters out of order, with doubles, without their maker, or with devices that do not stand', async () => {
    const takeRoster = async (roster: Roster) => {
      const header = await resigned(next.header, { rosterDigest: rosterDigest(roster) })
      return take(his, { header, roster }, { person: ben, people: people() })
    }
    const [first, second] = next.roster
    if (!first || !second) throw new Error('two members')
    expect(await takeRoster([second, first])).toEqual(refused('malformed'))
    expect(await takeRoster([first, first])).toEqual(refused('malformed'))
    expect(await takeRoster([])).toEqual(refused('malformed'))
    const ofBen = next.roster.filter(({ userId }) => userId === ben.userId)
    expect(await takeRoster(ofBen)).toEqual(refused('bad_signature'))
    const withDevices = (deviceIds: readonly string[]) =>
      next.roster.map((member) => (member.userId === ben.userId ? { ...member, deviceIds } : member))
    expect(await takeRoster(withDevices([nextId()]))).toEqual(refused('not_in_standing'))
    expect(await takeRoster(withDevices([]))).toEqual(refused('malformed'))
    const forked = next.roster.map((member) =>
      member.userId === ben.userId
        ? { ...member, head: { ...member.head, hash: toBase64Url(randomBytes(32)) } }
        : member,
    )
    expect(await takeRoster(forked)).toEqual(refused('forked'))
  })

  it('T3: a roster with another identity is an outcome of its own; a former one is known', async () => {
    const device = await newDevice(ben.userId)
    const { account } = await foundIdentity({ device, atMs: startMs })
    const anew: Person = {
      userId: ben.userId,
      devices: [device],
      entries: [],
      contact: { account, verified: false, former: [] },
    }
    const pending = await make(keys, [anna, anew])
    expect(await take(keys, pending, { person: anna, people: people() })).toEqual({
      kind: 'identity_changed',
      people: [named(anew)],
    })
    const accepted = { ...anew.contact, former: [ben.contact.account] }
    const contacts = new Map([...contactsOf(anna), [ben.userId, accepted]])
    expect((await take(keys, next, { person: anna, people: people(), contacts })).kind).toBe('taken')
    expect(dueGeneration({ keys, members: [...contacts.values()], policy: 'from_joining', nowMs: startMs })).toBe(
      'fresh',
    )
  })

  it('G8: a newcomer begins anywhere, and checks what comes before by its hash', async () => {
    const later = confirm(keys, next)
    const anchored = await taken(noChannelKeys(keys.channelId), next, { person: ben, people: people() })
    const older = takeOlder(anchored, [pendingOf(keys)])
    expect(older.kind === 'taken' && older.keys.generations.map(({ hash }) => hash)).toEqual(
      later.generations.map(({ hash }) => hash),
    )
    const forged = await resigned(pendingOf(keys).header, { atMs: 1 })
    expect(takeOlder(anchored, [{ ...pendingOf(keys), header: forged }])).toEqual(refused('history_forked'))
    expect(takeOlder(anchored, [{ ...pendingOf(keys), roster: next.roster.slice(0, 1) }])).toEqual(
      refused('wrong_roster'),
    )
    expect(takeOlder(anchored, [{ header: null as unknown as GenerationHeader, roster: [] }])).toEqual(
      refused('malformed'),
    )
    expect(takeOlder(noChannelKeys(keys.channelId), [pendingOf(keys)])).toEqual(refused('history_forked'))
  })
})

describe('G9, G10: boxes', () => {
  let keys: ChannelKeys
  let his: ChannelKeys
  const openHis = (box: { deviceId: string; sealed: string }, generation = 1) =>
    openBox({ keys: his, generation, box, device: firstDevice(ben) })

  beforeAll(async () => {
    keys = await startChannel([anna, ben, carl])
    his = await taken(noChannelKeys(keys.channelId), pendingOf(keys), { person: ben, people: [anna, ben, carl] })
  })

  it('swapped, injected, of another channel or generation, and malformed are refused', async () => {
    const [box, carls] = await sealBoxes(pendingOf(keys), [firstDevice(ben).device, firstDevice(carl).device])
    if (!box || !carls) throw new Error('two boxes')
    expect((await openHis(box)).kind).toBe('opened')
    expect(await openHis(carls)).toEqual(refused('not_for_us'))
    expect(await openHis({ ...carls, deviceId: box.deviceId })).toEqual(refused('bad_box'))
    expect(await openHis(box, 2)).toEqual(refused('not_held'))
    const elsewhere = await startChannel([anna, ben])
    const [other] = await sealBoxes(pendingOf(elsewhere), [firstDevice(ben).device])
    expect(other && (await openHis(other))).toEqual(refused('bad_box'))
    const [wrong] = await sealBoxes({ ...pendingOf(keys), secret: randomBytes(32) }, [firstDevice(ben).device])
    expect(wrong && (await openHis(wrong))).toEqual(refused('wrong_secret'))
    const [long] = await sealBoxes({ ...pendingOf(keys), secret: randomBytes(33) }, [firstDevice(ben).device])
    expect(long && (await openHis(long))).toEqual(refused('malformed'))
    for (const value of [null, {}, { ...box, more: 1 }, { ...box, sealed: `${box.sealed}AA` }])
      expect(await openHis(value as typeof box)).toEqual(refused('malformed'))
    const loose = toBase64Url(await hpkeSeal(bytesOf(firstDevice(ben).device.boxKey), randomBytes(8), randomBytes(32)))
    expect(await openHis({ ...box, sealed: loose })).toEqual(refused('bad_box'))
  })

  it('come in batches of at most 100, by those who hold the secret', async () => {
    const devices = Array.from({ length: 101 }, () => firstDevice(ben).device)
    await expect(sealBoxes(pendingOf(keys), devices)).rejects.toThrow(RangeError)
    await expect(sealBoxes({ ...pendingOf(keys), secret: undefined }, devices.slice(1))).rejects.toThrow(TypeError)
  })

  it('G10: go to new devices of old members, never to revoked ones, strangers, or those who joined later', async () => {
    const person = await newPerson()
    const channel = await startChannel([anna, person])
    const phone = await addDevice(person)
    expect(boxableDevices(channel, 1, person.contact)).toContainEqual(phone.device)
    await revoke(person, phone)
    expect(boxableDevices(channel, 1, person.contact)).not.toContainEqual(phone.device)
    expect(boxableDevices(channel, 1, carl.contact)).toEqual([])
    expect(boxableDevices(channel, 2, person.contact)).toEqual([])
    for (const policy of ['from_joining', 'all'] as const) {
      const first = await startChannel([anna, person], { policy })
      const second = confirm(first, await make(first, [anna, person, carl], { kind: 'advance', policy }))
      expect(boxableDevices(second, 1, carl.contact).length).toBe(policy === 'all' ? 1 : 0)
      expect(boxableDevices(first, 1, carl.contact)).toEqual([])
      const third = confirm(second, await make(second, [anna, person], { policy }))
      expect(boxableDevices(third, 1, carl.contact)).toEqual([])
    }
  })

  it('R5: secrets out of an archive fit where they belong, or not at all', async () => {
    const archived = secretsToArchive(keys)
    expect(takeArchived(his, archived)).toEqual(keys)
    const [one] = archived
    if (!one) throw new Error('one generation')
    for (const change of [
      { secret: randomBytes(32) },
      { channelId: nextId() },
      { generation: 7 },
      { headerHash: headerHash(pendingOf(keys).header).replace(/^./, '_') },
    ]) {
      expect(takeArchived(his, [{ ...one, ...change }])).toEqual(his)
    }
  })
})

describe('G11: when the next generation is due', () => {
  it('after a loss, by age and by policy: fresh; after a joining: advance', async () => {
    const person = await newPerson()
    const phone = await addDevice(person)
    const keys = await startChannel([anna, ben, person])
    const due = (people: readonly Person[], nowMs = startMs, held = keys) =>
      dueGeneration({ keys: held, members: people.map(({ contact }) => contact), policy: 'from_joining', nowMs })
    expect(due([anna, ben, person])).toBeUndefined()
    expect(due([anna, ben])).toBe('fresh')
    expect(due([anna, ben, person, carl])).toBe('advance')
    expect(due([anna, ben, carl])).toBe('fresh')
    expect(due([anna, ben, person], startMs + generationAgeMs)).toBeUndefined()
    expect(due([anna, ben, person], startMs + generationAgeMs + 1)).toBe('fresh')
    expect(
      dueGeneration({ keys, members: [anna.contact, ben.contact, person.contact], policy: 'all', nowMs: startMs }),
    ).toBe('fresh')
    expect(due([anna], startMs, noChannelKeys(keys.channelId))).toBe('first')
    const blind = { ...keys, generations: keys.generations.map((known) => ({ ...known, secret: undefined })) }
    expect(due([anna, ben, person], startMs, blind)).toBe('wait')
    await addDevice(person)
    expect(due([anna, ben, person])).toBeUndefined()
    await revoke(person, phone)
    expect(due([anna, ben, person])).toBe('fresh')
    const next = confirm(keys, await make(keys, [anna, ben, person]))
    expect(due([anna, ben, person], startMs, next)).toBeUndefined()
    expect(knownGeneration(next, 2)?.roster.find(({ userId }) => userId === person.userId)?.deviceIds.length).toBe(2)
  })
})
