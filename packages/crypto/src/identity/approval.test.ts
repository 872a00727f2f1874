import { beforeAll, describe, expect, it } from 'vitest'
import { toBase64Url } from '../bytes/base64url.ts'
import { randomBytes } from '../platform.ts'
import { append, firstDevice, newDevice, newPerson, nextId, type Person, startMs } from '../testing/people.ts'
import { answerOffer, type Answering, type AnswerState, takeReveal } from './answer-offer.ts'
import type { ApprovalAnswer, ApprovalOffer, ApprovalReveal } from './approval-records.ts'
import type { DeviceKeys } from './device-keys.ts'
import { checkAdmission, offerDevice, scanTextOf, takeAnswer } from './offer-device.ts'
import { readScanText } from './scan-text.ts'
import { admitDevice, foundIdentity } from './write-log.ts'

let anna: Person
let laptop: DeviceKeys

const offering = (device = laptop) => offerDevice({ approvalId: nextId(), userId: anna.userId, device: device.device })
const nonce = () => toBase64Url(randomBytes(32))

async function answerTo(offer: ApprovalOffer, scanned?: Answering['scanned']): Promise<AnswerState> {
  const { deviceId } = firstDevice(anna).device
  const asked = { account: anna.contact.account, deviceId, offer }
  const outcome = await answerOffer(scanned ? { ...asked, scanned } : asked)
  if (outcome.kind === 'refused') throw new Error(outcome.reason)
  return outcome.state
}

const codeOf = (outcome: ReturnType<typeof takeAnswer> | ReturnType<typeof takeReveal>): string =>
  outcome.kind === 'code' ? outcome.code : outcome.kind

beforeAll(async () => {
  anna = await newPerson()
  laptop = await newDevice(anna.userId)
})

describe('I10 to I12: six digits', () => {
  it('are the same on both sides, and other ones each time', async () => {
    const seen = new Set<string>()
    for (let round = 0; round < 20; round++) {
      const state = offering()
      const answered = await answerTo(state.offer)
      const taken = takeAnswer(state, answered.answer)
      if (taken.kind !== 'code') throw new Error(taken.kind)
      expect(taken.code).toMatch(/^\d{6}$/)
      expect(codeOf(takeReveal(answered, taken.reveal))).toBe(taken.code)
      seen.add(taken.code)
    }
    expect(seen.size).toBeGreaterThan(17)
  })

  it('differ when somebody between puts in another device, identity, head or answer', async () => {
    const state = offering()
    const thief = offering(await newDevice(anna.userId))
    const toThief = await answerTo(thief.offer)
    const shownToThief = takeAnswer(thief, toThief.answer)
    if (shownToThief.kind !== 'code') throw new Error(shownToThief.kind)
    const onOld = codeOf(takeReveal(toThief, shownToThief.reveal))
    const forged: ApprovalAnswer[] = [
      toThief.answer,
      { ...toThief.answer, nonce: nonce() },
      { ...toThief.answer, identityKey: nonce() },
      { ...toThief.answer, head: { sequence: 9, hash: nonce() } },
      { ...toThief.answer, deviceId: nextId() },
    ]
    for (const answer of forged) expect(codeOf(takeAnswer(state, answer))).not.toBe(onOld)
  })

  it('are fixed by the commitment before the other side’s part is known', async () => {
    const state = offering()
    const answered = await answerTo(state.offer)
    const bad = { kind: 'refused', reason: 'bad_commitment' }
    for (let round = 0; round < 50; round++) expect(takeReveal(answered, { nonce: nonce() })).toEqual(bad)
    const other = offering(await newDevice(anna.userId))
    const swapped = { ...answered, offer: { ...answered.offer, device: other.offer.device } }
    expect(takeReveal(swapped, { nonce: state.nonce })).toEqual(bad)
    expect(takeReveal({ ...answered, userId: nextId() }, { nonce: state.nonce })).toEqual(bad)
  })

  it('I11: offers that are malformed, unproven, of a known device or on paper are refused', async () => {
    const { account } = anna.contact
    const { deviceId } = firstDevice(anna).device
    const { offer } = offering()
    const answer = (value: unknown) => answerOffer({ account, deviceId, offer: value as ApprovalOffer })
    const refused = (reason: string) => ({ kind: 'refused', reason })
    for (const value of [
      null,
      {},
      { ...offer, extra: 1 },
      { ...offer, commitment: 'AA' },
      { ...offer, device: { ...offer.device, kind: 'recovery' } },
    ]) {
      expect(await answer(value)).toEqual(refused('malformed'))
    }
    expect(await answer({ ...offer, device: { ...offer.device, proof: firstDevice(anna).device.proof } })).toEqual(
      refused('bad_proof'),
    )
    expect(await answer({ ...offer, device: firstDevice(anna).device })).toEqual(refused('reused'))
    const state = offering()
    const malformed = { kind: 'refused', reason: 'malformed' }
    for (const value of [null, {}, { nonce: 'AA' }, { nonce: state.nonce, more: 1 }]) {
      expect(takeReveal(await answerTo(state.offer), value as ApprovalReveal)).toEqual(malformed)
      expect(takeAnswer(state, value as ApprovalAnswer)).toEqual(malformed)
    }
  })
})

describe('I13: scanning', () => {
  it('needs no digits', async () => {
    const state = offering()
    const scanned = readScanText(scanTextOf(state))
    if (!scanned) throw new Error('our own code')
    const { answer } = await answerTo(state.offer, scanned)
    expect(takeAnswer(state, answer)).toEqual({ kind: 'trusted' })
  })

  it('refuses another device under the scanned offer, and an answer of whoever did not scan', async () => {
    const state = offering()
    const scanned = readScanText(scanTextOf(state))
    const other = offering(await newDevice(anna.userId))
    if (!scanned) throw new Error('our own code')
    const { account } = anna.contact
    const { deviceId } = firstDevice(anna).device
    const wrong = { kind: 'refused', reason: 'wrong_device' }
    expect(await answerOffer({ account, deviceId, offer: other.offer, scanned })).toEqual(wrong)
    const posing = { ...other.offer, approvalId: state.offer.approvalId }
    expect(await answerOffer({ account, deviceId, offer: posing, scanned })).toEqual(wrong)
    const { answer } = await answerTo(state.offer, { ...scanned, scanKey: nonce() })
    expect(takeAnswer(state, answer)).toEqual({ kind: 'refused', reason: 'wrong_answer' })
    const honest = (await answerTo(state.offer, scanned)).answer
    expect(takeAnswer(state, { ...honest, identityKey: nonce() })).toEqual({ kind: 'refused', reason: 'wrong_answer' })
  })

  it('passes over other codes', () => {
    const text = scanTextOf(offering())
    for (const other of [
      '',
      'https://example.org',
      text.slice(0, -1),
      `${text}A`,
      text.replace(':1:', ':2:'),
      `${text.slice(0, -1)}=`,
    ]) {
      expect(readScanText(other)).toBeUndefined()
    }
  })
})

describe('I14: admitting', () => {
  it('ends with a log that holds what the answer vouched for, and this device', async () => {
    const state = offering()
    const { answer, offer } = await answerTo(state.offer)
    expect(checkAdmission(state, answer, anna.contact.account)).toBe('not_admitted')
    const forked = { ...answer, head: { sequence: 0, hash: nonce() } }
    expect(checkAdmission(state, forked, anna.contact.account)).toBe('forked')
    const elsewhere = await foundIdentity({ device: laptop, atMs: startMs })
    expect(checkAdmission(state, answer, elsewhere.account)).toBe('identity_changed')
    const { account } = anna.contact
    await append(anna, await admitDevice({ account, author: firstDevice(anna), device: offer.device, atMs: startMs }))
    expect(checkAdmission(state, answer, anna.contact.account)).toBe('admitted')
  })
})
