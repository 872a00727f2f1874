import { beforeAll, describe, expect, it } from 'vitest'
import { toBase64Url } from '../bytes/base64url.ts'
import { bytesOf } from '../bytes/pack.ts'
import { randomBytes } from '../platform.ts'
import {
  addDevice,
  append,
  firstDevice,
  newDevice,
  newPerson,
  nextId,
  pageOf,
  type Person,
  revoke,
  startMs,
} from '../testing/people.ts'
import { recoveryKey, standingDevice, standingDevices } from './account.ts'
import { type DeviceKeys, deviceOfSeeds, newSeeds } from './device-keys.ts'
import { entryBytes, entryHash, proofBytes } from './entry-bytes.ts'
import { readLog } from './read-log.ts'
import { type KeyDevice, type KeyLogEntry, type KeyLogPage, logLimits } from './records.ts'
import { admitDevice, foundIdentity, revokeDevice } from './write-log.ts'

const refused = (reason: string) => ({ kind: 'refused', reason })
const atMs = startMs

let anna: Person
let ben: Person

const readFrom = (page: KeyLogPage) => readLog({ userId: anna.userId, known: undefined, page })
/** Anna's log with one more entry that was not checked, as a lying server shows it. */
const withEntry = (entry: KeyLogEntry) => readFrom(pageOf({ ...anna, entries: [...anna.entries, entry] }))
const signedBy = async (author: DeviceKeys, entry: Omit<KeyLogEntry, 'signature'>) => ({
  ...entry,
  signature: toBase64Url(await author.sign(entryBytes(entry))),
})
const nextOf = (person: Person, change: KeyLogEntry['change'], author = firstDevice(person)) => ({
  userId: person.userId,
  sequence: person.contact.account.head.sequence + 1,
  previous: person.contact.account.head.hash,
  atMs,
  authorId: author.device.deviceId,
  change,
})

beforeAll(async () => {
  anna = await newPerson()
  ben = await newPerson()
  await addDevice(anna)
  const lost = await addDevice(anna)
  await revoke(anna, lost)
})

describe('I5 to I7: a key log', () => {
  it('says which devices stand', () => {
    const { account } = anna.contact
    expect(account.head.sequence).toBe(3)
    expect(standingDevices(account).map(({ deviceId }) => deviceId)).toEqual(
      anna.devices.slice(0, 2).map(({ device }) => device.deviceId),
    )
    expect(standingDevice(account, anna.devices[2]?.device.deviceId ?? '')).toBeUndefined()
  })

  it('reads the same in one page, in several and entry by entry', async () => {
    const whole = await readFrom(pageOf(anna))
    expect(whole).toEqual({ kind: 'read', account: anna.contact.account, more: false })
    const page = pageOf(anna)
    const first = await readFrom({ ...page, entries: page.entries.slice(0, 2) })
    if (first.kind !== 'read') throw new Error(first.kind)
    expect(first.more).toBe(true)
    for (const from of [0, 1, 2]) {
      expect(await readLog({ userId: anna.userId, known: first.account, page: pageOf(anna, from) })).toEqual(whole)
    }
    expect(await readLog({ userId: anna.userId, known: anna.contact.account, page: { ...page, entries: [] } })).toEqual(
      whole,
    )
  })

  it('I6: begins with its founding, which stands nowhere else and is signed by the identity alone', async () => {
    const device = await newDevice(anna.userId)
    const { entry } = await foundIdentity({ device, atMs })
    expect((await readFrom(pageOf(anna, 1))).kind).toBe('refused')
    expect(await withEntry(await signedBy(firstDevice(anna), nextOf(anna, entry.change)))).toEqual(
      refused('not_in_standing'),
    )
    const identity = {
      userId: anna.userId,
      identityKey: toBase64Url(randomBytes(32)),
      head: { sequence: 0, hash: entryHash(entry) },
    }
    expect(await readFrom({ identity, entries: [entry] })).toEqual(refused('wrong_account'))
    const bySelf = await signedBy(device, entry)
    expect(await readFrom({ identity, entries: [bySelf] })).toEqual(refused('bad_signature'))
    const recovery = await deviceOfSeeds({ userId: anna.userId, deviceId: nextId(), kind: 'recovery' }, newSeeds())
    const onPaper = await foundIdentity({ device: recovery, atMs })
    expect(await readFrom({ identity, entries: [onPaper.entry] })).toEqual(refused('not_in_standing'))
  })

  it('I7: takes entries of devices in standing only', async () => {
    const { device } = await newDevice(anna.userId)
    const revoked = anna.devices[2]
    const stranger = await newDevice(anna.userId)
    if (!revoked) throw new Error('the third was revoked')
    for (const author of [revoked, stranger, firstDevice(ben)]) {
      const entry = await admitDevice({ account: anna.contact.account, author, device, atMs })
      expect(await withEntry(entry)).toEqual(refused('not_in_standing'))
    }
    const forged = await signedBy(stranger, nextOf(anna, { kind: 'admit', device }))
    expect(await withEntry(forged)).toEqual(refused('bad_signature'))
    const unsigned = nextOf(anna, { kind: 'admit', device })
    expect(await withEntry({ ...unsigned, authorId: null, signature: forged.signature })).toEqual(
      refused('not_in_standing'),
    )
  })

  it('I7: admits no device twice, and none with the keys or the id of another', async () => {
    const fresh = await newDevice(anna.userId)
    const revoked = anna.devices[2]?.device
    if (!revoked) throw new Error('the third was revoked')
    const changes: KeyDevice[] = [
      revoked,
      firstDevice(anna).device,
      { ...fresh.device, deviceId: revoked.deviceId },
      { ...fresh.device, signatureKey: revoked.signatureKey },
      { ...fresh.device, boxKey: revoked.boxKey },
    ]
    for (const device of changes) {
      const entry = await signedBy(firstDevice(anna), nextOf(anna, { kind: 'admit', device }))
      expect(await withEntry(entry)).toEqual(refused('reused'))
    }
  })

  it('I4: admits none without the proof that it holds its key, for this account', async () => {
    const fresh = await newDevice(anna.userId)
    const elsewhere = await newDevice(ben.userId)
    const other = await newDevice(anna.userId)
    for (const device of [
      elsewhere.device,
      { ...fresh.device, boxKey: other.device.boxKey },
      { ...fresh.device, kind: 'recovery' as const },
      { ...fresh.device, proof: other.device.proof },
    ]) {
      const entry = await signedBy(firstDevice(anna), nextOf(anna, { kind: 'admit', device }))
      expect(await withEntry(entry)).toEqual(refused('bad_proof'))
    }
  })

  it('I2, I3: admits no key that cannot be used, whatever the proof says', async () => {
    const fresh = await newDevice(anna.userId)
    const boxKey = bytesOf(fresh.device.boxKey).fill(0, 1_184)
    const weak = { ...fresh.device, boxKey: toBase64Url(boxKey) }
    const device = { ...weak, proof: toBase64Url(await fresh.sign(proofBytes(anna.userId, weak))) }
    const entry = await signedBy(firstDevice(anna), nextOf(anna, { kind: 'admit', device }))
    expect(await withEntry(entry)).toEqual(refused('bad_key'))
    const signatureKey = toBase64Url(new Uint8Array(32))
    const small = await signedBy(
      firstDevice(anna),
      nextOf(anna, { kind: 'admit', device: { ...fresh.device, signatureKey } }),
    )
    expect(await withEntry(small)).toEqual(refused('bad_key'))
  })

  it('I7: revokes what stands, oneself too, and never twice', async () => {
    const twice = await revokeDevice({
      account: anna.contact.account,
      author: firstDevice(anna),
      deviceId: anna.devices[2]?.device.deviceId ?? '',
      atMs,
    })
    expect(await withEntry(twice)).toEqual(refused('not_in_standing'))
    const own = firstDevice(anna)
    const { account } = anna.contact
    const outcome = await withEntry(await revokeDevice({ account, author: own, deviceId: own.device.deviceId, atMs }))
    expect(outcome.kind === 'read' && standingDevices(outcome.account).length).toBe(1)
  })

  it('I7: has one recovery key at a time, and it can admit', async () => {
    const person = await newPerson()
    const { userId } = person
    const makeRecovery = () => deviceOfSeeds({ userId, deviceId: nextId(), kind: 'recovery' }, newSeeds())
    const [first, second] = [await makeRecovery(), await makeRecovery()]
    for (const { device } of [first, second]) {
      await append(
        person,
        await admitDevice({ account: person.contact.account, author: firstDevice(person), device, atMs }),
      )
    }
    expect(recoveryKey(person.contact.account)).toEqual(second.device)
    const { device } = await newDevice(userId)
    const { account } = person.contact
    const old = await admitDevice({ account, author: first, device, atMs })
    expect(await readLog({ userId, known: account, page: { ...pageOf(person), entries: [old] } })).toEqual(
      refused('not_in_standing'),
    )
    await append(person, await admitDevice({ account, author: second, device, atMs }))
    expect(standingDevices(person.contact.account).map(({ deviceId }) => deviceId)).toContain(device.deviceId)
  })

  it('I7: has at most 32 devices in standing', async () => {
    const person = await newPerson()
    for (let count = 1; count < logLimits.devices; count++) await addDevice(person)
    await expect(addDevice(person)).rejects.toThrow('too_many')
    await revoke(person, firstDevice(person))
    await addDevice(person)
  })
})

describe('I8: verifying', () => {
  it('refuses every entry with any field changed', async () => {
    const { device } = await newDevice(anna.userId)
    const good = await admitDevice({ account: anna.contact.account, author: firstDevice(anna), device, atMs })
    expect((await withEntry(good)).kind).toBe('read')
    const flip = (text: string) => `${text[0] === 'A' ? 'B' : 'A'}${text.slice(1)}`
    const change = { kind: 'admit' as const, device }
    const changed: KeyLogEntry[] = [
      { ...good, sequence: good.sequence + 1 },
      { ...good, sequence: good.sequence - 1 },
      { ...good, previous: flip(good.previous) },
      { ...good, atMs: good.atMs + 1 },
      { ...good, authorId: anna.devices[1]?.device.deviceId ?? null },
      { ...good, signature: flip(good.signature) },
      { ...good, change: { kind: 'revoke', deviceId: firstDevice(anna).device.deviceId } },
      ...(['deviceId', 'signatureKey', 'boxKey', 'proof'] as const).map((name) => ({
        ...good,
        change: { ...change, device: { ...device, [name]: name === 'deviceId' ? nextId() : flip(device[name]) } },
      })),
      { ...good, change: { ...change, device: { ...device, kind: 'recovery' } } },
    ]
    for (const entry of changed)
      expect((await withEntry(entry)).kind, JSON.stringify(entry).slice(0, 200)).toBe('refused')
  })

  it('refuses whatever has another shape, and throws at nothing', async () => {
    const page = pageOf(anna)
    const entry = page.entries[1]
    const wrong: unknown[] = [
      undefined,
      null,
      7,
      'x',
      [],
      {},
      { identity: page.identity },
      { ...page, more: 1 },
      { ...page, entries: [null] },
      { ...page, entries: [{ ...entry, extra: 1 }] },
      { ...page, entries: [{ ...entry, sequence: -1 }] },
      { ...page, entries: [{ ...entry, sequence: 2 ** 53 }] },
      { ...page, entries: [{ ...entry, atMs: 0.5 }] },
      { ...page, entries: [{ ...entry, change: { kind: 'other' } }] },
      { ...page, entries: [{ ...entry, previous: 'AAAA' }] },
      { ...page, identity: { ...page.identity, identityKey: '' } },
    ]
    for (const value of wrong) expect(await readFrom(value as KeyLogPage)).toEqual(refused('malformed'))
    expect(await readLog({ userId: ben.userId, known: undefined, page })).toEqual(refused('wrong_account'))
    expect(await readFrom({ identity: page.identity, entries: [] })).toEqual(refused('out_of_order'))
  })

  it('takes a page without an identity for an account without keys', async () => {
    expect(await readFrom({ identity: null, entries: [] })).toEqual({ kind: 'no_identity' })
  })
})

describe('I9: no way back', () => {
  const knowing = (page: KeyLogPage) => readLog({ userId: anna.userId, known: anna.contact.account, page })

  it('notices a log that is shorter or gone', async () => {
    expect(await knowing(pageOf({ ...anna, entries: anna.entries.slice(0, 3) }))).toEqual(refused('rolled_back'))
    expect(await knowing({ identity: null, entries: [] })).toEqual(refused('rolled_back'))
  })

  it('notices one that went another way, of the same length and longer', async () => {
    const other: Person = { ...anna, devices: anna.devices.slice(0, 2), entries: anna.entries.slice(0, 2) }
    const before = await readFrom(pageOf(other))
    if (before.kind !== 'read') throw new Error(before.kind)
    other.contact = { ...other.contact, account: before.account }
    await addDevice(other)
    await addDevice(other)
    expect(await knowing(pageOf(other))).toEqual(refused('forked'))
    await addDevice(other)
    expect(await knowing(pageOf(other))).toEqual(refused('forked'))
    expect((await knowing(pageOf(other, 4))).kind).toBe('refused')
  })

  it('notices a head that the entries do not lead to', async () => {
    const page = pageOf(anna)
    const identity = {
      userId: anna.userId,
      identityKey: anna.contact.account.identityKey,
      head: { sequence: 3, hash: toBase64Url(randomBytes(32)) },
    }
    expect(await readFrom({ ...page, identity })).toEqual(refused('forked'))
    expect(await knowing({ identity, entries: [] })).toEqual(refused('forked'))
    expect(await readFrom({ ...page, identity: { ...identity, head: { ...identity.head, sequence: 2 } } })).toEqual(
      refused('out_of_order'),
    )
  })

  it('tells of another identity and keeps the one it knows', async () => {
    const { entry, account } = await foundIdentity({ device: await newDevice(anna.userId), atMs })
    const identity = { userId: anna.userId, identityKey: account.identityKey, head: account.head }
    expect(await knowing({ identity, entries: [entry] })).toEqual({
      kind: 'identity_changed',
      identityKey: account.identityKey,
    })
  })
})
