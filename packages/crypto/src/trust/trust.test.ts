import { describe, expect, it } from 'vitest'
import { toBase64Url } from '../bytes/base64url.ts'
import { randomBytes } from '../platform.ts'
import { foundIdentity } from '../identity/write-log.ts'
import {
  addDevice,
  firstDevice,
  newDevice,
  newPerson,
  nextId,
  pageOf,
  type Person,
  revoke,
  startMs,
} from '../testing/people.ts'
import { certifyCallKey, checkCallKey } from './call-key.ts'
import { acceptIdentity, accountOf, type Contact, markVerified, meet, rememberFormer } from './contact.ts'
import { safetyNumber } from './safety-number.ts'

/** The same account, started afresh: another identity, as its owner or a lying server makes it. */
async function afresh(person: Person): Promise<Person> {
  const device = await newDevice(person.userId)
  const { entry, account } = await foundIdentity({ device, atMs: startMs })
  return {
    userId: person.userId,
    devices: [device],
    entries: [entry],
    contact: { account, verified: false, former: [] },
  }
}

async function metWith(person: Person): Promise<Contact> {
  const outcome = await meet({ userId: person.userId, known: undefined, page: pageOf(person) })
  if (outcome.kind !== 'met') throw new Error(outcome.kind)
  return outcome.contact
}

const keyOf = ({ contact }: Person) => contact.account.identityKey

describe('T1, T3, T4: pins', () => {
  it('hold the first identity and follow its log', async () => {
    const ben = await newPerson()
    const contact = await metWith(ben)
    expect(contact).toEqual(ben.contact)
    await addDevice(ben)
    const verified = markVerified(contact, keyOf(ben))
    if (!verified) throw new Error('the same identity')
    const updated = await meet({ userId: ben.userId, known: verified, page: pageOf(ben) })
    expect(updated).toEqual({ kind: 'updated', contact: { ...ben.contact, verified: true }, more: false })
    const back = pageOf({ ...ben, entries: ben.entries.slice(0, 1) })
    const known = { ...ben.contact, verified: true }
    expect(await meet({ userId: ben.userId, known, page: back })).toEqual({ kind: 'refused', reason: 'rolled_back' })
  })

  it('do not move to another identity until somebody says so, for that one, and lose their mark by it', async () => {
    const ben = await newPerson()
    const known = { ...(await metWith(ben)), verified: true }
    const [anew, another] = [await afresh(ben), await afresh(ben)]
    const changed = { kind: 'identity_changed', identityKey: keyOf(anew) }
    expect(await meet({ userId: ben.userId, known, page: pageOf(anew) })).toEqual(changed)
    const page = pageOf(another)
    expect(await acceptIdentity({ known, identityKey: keyOf(anew), page })).toEqual({
      ...changed,
      identityKey: keyOf(another),
    })
    const accepted = await acceptIdentity({ known, identityKey: keyOf(anew), page: pageOf(anew) })
    if (accepted.kind !== 'met') throw new Error(accepted.kind)
    expect(accepted.contact).toEqual({ account: anew.contact.account, verified: false, former: [known.account] })
    expect(markVerified(accepted.contact, keyOf(ben))).toBeUndefined()
    expect(accountOf(accepted.contact, keyOf(ben))).toEqual(ben.contact.account)
    const home = await acceptIdentity({ known: accepted.contact, identityKey: keyOf(ben), page: pageOf(ben) })
    expect(home.kind === 'met' && home.contact.former).toEqual([anew.contact.account])
  })

  it('remember an identity from before the first meeting, without trusting it with anything new', async () => {
    const ben = await newPerson()
    const anew = await afresh(ben)
    const known = await metWith(anew)
    const outcome = await rememberFormer({ known, identityKey: keyOf(ben), page: pageOf(ben) })
    expect(outcome).toEqual({ kind: 'updated', contact: { ...known, former: [ben.contact.account] }, more: false })
    const another = await afresh(ben)
    const asked = { known, identityKey: keyOf(ben), page: pageOf(another) }
    expect((await rememberFormer(asked)).kind).toBe('identity_changed')
    expect(await rememberFormer({ known, identityKey: keyOf(anew), page: pageOf(anew) })).toMatchObject({
      contact: known,
    })
  })

  it('need an identity', async () => {
    const ben = await newPerson()
    const page = { identity: null, entries: [] }
    expect(await meet({ userId: ben.userId, known: undefined, page })).toEqual({ kind: 'no_identity' })
    expect((await acceptIdentity({ known: ben.contact, identityKey: keyOf(ben), page })).kind).toBe('no_identity')
  })
})

describe('T2: safety numbers', () => {
  it('are 60 digits, the same on both sides, and other ones for any other key or person', async () => {
    const [a, b, c] = [1, 2, 3].map(() => ({ userId: nextId(), identityKey: toBase64Url(randomBytes(32)) }))
    if (!a || !b || !c) throw new Error('three people')
    const number = await safetyNumber(a, b)
    expect(number).toMatch(/^(\d{5} ){11}\d{5}$/)
    expect(await safetyNumber(b, a)).toBe(number)
    const others = [
      await safetyNumber(a, c),
      await safetyNumber(a, { ...b, identityKey: c.identityKey }),
      await safetyNumber(a, { ...b, userId: c.userId }),
    ]
    expect(new Set([number, ...others]).size).toBe(4)
  })

  it('stay what they are', async () => {
    const a = { userId: '018f3c1e-0000-7000-8000-000000000001', identityKey: toBase64Url(new Uint8Array(32).fill(1)) }
    const b = { userId: '018f3c1e-0000-7000-8000-000000000002', identityKey: toBase64Url(new Uint8Array(32).fill(2)) }
    expect(await safetyNumber(a, b)).toMatchInlineSnapshot(
      `"36191 18210 76850 28883 82596 95610 76142 53412 78430 51265 20803 67428"`,
    )
  })
})

describe('T5: keys of calls', () => {
  it('belong to a device in standing, one call and one leaf', async () => {
    const anna = await newPerson()
    const phone = await addDevice(anna)
    const { deviceId } = phone.device
    const key = { callId: randomBytes(16), signatureKey: randomBytes(32) }
    const certificate = await certifyCallKey(phone, key)
    const check = (claim: object) => checkCallKey(anna.contact.account, { ...key, deviceId, certificate, ...claim })
    expect(await check({})).toBe('good')
    expect(await check({ callId: randomBytes(16) })).toBe('bad_signature')
    expect(await check({ signatureKey: randomBytes(32) })).toBe('bad_signature')
    expect(await check({ deviceId: firstDevice(anna).device.deviceId })).toBe('bad_signature')
    expect(await check({ deviceId: nextId() })).toBe('unknown_device')
    expect(await check({ certificate: 'AA' })).toBe('malformed')
    await revoke(anna, phone)
    expect(await check({})).toBe('unknown_device')
  })
})
