import { beforeAll, describe, expect, it } from 'vitest'
import { fromBase64Url, toBase64Url } from '../bytes/base64url.ts'
import { bytesOf } from '../bytes/pack.ts'
import { type ChannelKeys, latestGeneration, noChannelKeys } from '../channel-keys/channel-keys.ts'
import type { DeviceKeys } from '../identity/device-keys.ts'
import { concatBytes, randomBytes, utf8 } from '../platform.ts'
import { aeadKey, openRandomly, sealRandomly } from '../primitives/aead.ts'
import { derive } from '../primitives/hash.ts'
import { confirm, make, startChannel } from '../testing/channel.ts'
import {
  addDevice,
  contactsOf,
  firstDevice,
  newDevice,
  newPerson,
  nextId,
  type Person,
  revoke,
} from '../testing/people.ts'
import { mutate, seededRandom } from '../testing/random.ts'
import { checkFranking } from './check-franking.ts'
import {
  envelopeAad,
  envelopeKeyInfo,
  frankingCommitment,
  type FrankingProof,
  maxContentBytes,
  type SealedEnvelope,
  signedBytes,
} from './envelope-records.ts'
import { openEnvelope } from './open-envelope.ts'
import { pad, unpad } from './padding.ts'
import { sealEnvelope } from './seal-envelope.ts'

const refused = (reason: string) => ({ kind: 'refused', reason })
const content = '{"text":"hello"}'

let anna: Person
let ben: Person
let keys: ChannelKeys
let envelope: SealedEnvelope

beforeAll(async () => {
  ;[anna, ben] = await Promise.all([newPerson(), newPerson()])
  keys = await startChannel([anna, ben])
  envelope = await sealed(content)
})

async function sealed(text: string, device = firstDevice(anna), held = keys): Promise<SealedEnvelope> {
  const outcome = await sealEnvelope({ keys: held, device, messageId: nextId(), content: text })
  if (outcome.kind === 'refused') throw new Error(outcome.reason)
  return outcome.envelope
}

const open = (value: SealedEnvelope, held = keys, contacts = contactsOf(anna, ben)) =>
  openEnvelope({ keys: held, contacts, envelope: value })

const keyOf = (place: SealedEnvelope) => {
  const secret = latestGeneration(keys)?.secret
  if (!secret) throw new Error('held')
  return aeadKey(derive(secret, envelopeKeyInfo(place)))
}

/** Seals any plaintext under the channel's key: what a member with a program of their own can do. */
async function sealedByMember(place: SealedEnvelope, plaintext: Uint8Array<ArrayBuffer>): Promise<SealedEnvelope> {
  return { ...place, sealed: toBase64Url(await sealRandomly(await keyOf(place), envelopeAad(place), plaintext)) }
}

async function plaintextOf(place: SealedEnvelope): Promise<Uint8Array<ArrayBuffer>> {
  const padded = await openRandomly(await keyOf(place), envelopeAad(place), bytesOf(place.sealed))
  return new Uint8Array(unpad(padded ?? new Uint8Array()) ?? new Uint8Array())
}

describe('E: envelopes', () => {
  it('open for every member, and name their sender', async () => {
    expect(await open(envelope)).toMatchObject({ kind: 'opened', content, senderStands: true })
    expect(envelope).toMatchObject({ senderId: anna.userId, senderDeviceId: firstDevice(anna).device.deviceId })
  })

  it('E4: have few lengths', async () => {
    const sizes = new Set<number>()
    for (const length of [2, 100, 159, 160, 400, 2_000, 20_000, 64_998]) {
      const text = `"${'x'.repeat(length - 2)}"`
      const value = await sealed(text)
      expect(await open(value)).toMatchObject({ content: text })
      sizes.add(bytesOf(value.sealed).length - 28)
    }
    expect([...sizes]).toEqual([256, 512, 4_096, 32_768, 65_536].filter((size) => sizes.has(size)))
    expect(sizes.size).toBe(5)
  })

  it('E1: hold JSON of up to 65,000 bytes, and nothing else', async () => {
    const seal = (text: string, messageId = nextId()) =>
      sealEnvelope({ keys, device: firstDevice(anna), messageId, content: text })
    expect((await seal(`"${'x'.repeat(maxContentBytes - 2)}"`)).kind).toBe('sealed')
    expect(await seal(`"${'x'.repeat(maxContentBytes - 1)}"`)).toEqual(refused('too_large'))
    expect(await seal(`"${'ü'.repeat(maxContentBytes / 2)}"`)).toEqual(refused('too_large'))
    for (const text of ['', 'hello', '{', '"\ud800"']) expect(await seal(text)).toEqual(refused('malformed'))
    expect(await seal('{}', 'x')).toEqual(refused('malformed'))
    const blind = { ...keys, generations: keys.generations.map((known) => ({ ...known, secret: undefined })) }
    const device = firstDevice(anna)
    expect(await sealEnvelope({ keys: blind, device, messageId: nextId(), content })).toEqual(refused('no_key'))
  })

  it('with any byte of what is sealed changed, cut or added are refused', async () => {
    const bytes = bytesOf(envelope.sealed)
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice()
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8))
      expect(await open({ ...envelope, sealed: toBase64Url(changed) }), `byte ${at}`).toEqual(refused('bad_seal'))
      expect(await open({ ...envelope, sealed: toBase64Url(bytes.subarray(0, at)) })).toEqual(refused('bad_seal'))
    }
    expect(await open({ ...envelope, sealed: toBase64Url(concatBytes(bytes, Uint8Array.of(0))) })).toEqual(
      refused('bad_seal'),
    )
  })

  it('E3, E7: with any byte outside changed are refused', async () => {
    const random = seededRandom(3)
    for (const name of ['channelId', 'senderId', 'senderDeviceId', 'messageId', 'commitment'] as const) {
      for (let at = 0; at < envelope[name].length; at++) {
        const letter = random.pick('0123456789abcdefA'.split(''))
        const value = envelope[name].slice(0, at) + letter + envelope[name].slice(at + 1)
        if (value !== envelope[name])
          expect((await open({ ...envelope, [name]: value })).kind, `${name} ${at}`).not.toBe('opened')
      }
    }
    const next = confirm(keys, await make(keys, [anna, ben]))
    expect(await open({ ...envelope, generation: 2 }, next)).toEqual(refused('bad_seal'))
    expect(await open({ ...envelope, generation: 2 })).toEqual(refused('unknown_generation'))
    expect(await open(envelope, next)).toMatchObject({ kind: 'opened' })
    expect(await open({ ...envelope, messageId: nextId() })).toEqual(refused('bad_seal'))
    expect(await open(envelope, noChannelKeys(nextId()))).toEqual(refused('wrong_channel'))
    expect(await open(envelope, noChannelKeys(keys.channelId))).toEqual(refused('unknown_generation'))
  })

  it('E5: nobody speaks for another member, not even one who has the key', async () => {
    const { device } = firstDevice(anna)
    const posing: DeviceKeys = { ...firstDevice(ben), userId: anna.userId, device }
    expect(await open(await sealed(content, posing))).toEqual(refused('bad_signature'))
    const moved = { ...envelope, messageId: nextId() }
    expect(await open(await sealedByMember(moved, pad(await plaintextOf(envelope)) ?? new Uint8Array()))).toEqual(
      refused('bad_signature'),
    )
  })

  it('E6: strangers, unknown devices and those who left are refused or marked', async () => {
    const carl = await newPerson()
    expect(await open(await sealed(content, firstDevice(carl)))).toEqual(refused('not_in_roster'))
    const unknown = (sender: Person) => ({
      kind: 'unknown_device',
      sender: { userId: sender.userId, identityKey: sender.contact.account.identityKey },
    })
    expect(await open(await sealed(content, await newDevice(ben.userId)))).toEqual(unknown(ben))
    expect(await open(envelope, keys, contactsOf(ben))).toEqual(unknown(anna))
    const phone = await addDevice(ben)
    const sent = await sealed(content, phone)
    expect(await open(sent)).toMatchObject({ kind: 'opened', senderStands: true })
    await revoke(ben, phone)
    expect(await open(sent)).toMatchObject({ kind: 'opened', senderStands: false })
  })

  it('E4, E6: a member’s nonsense under the right key is refused', async () => {
    const good = await plaintextOf(envelope)
    const padded = pad(good) ?? new Uint8Array()
    const unpadded = [
      new Uint8Array(0),
      new Uint8Array(256),
      good,
      concatBytes(padded, new Uint8Array(256)),
      padded.slice(0, 255),
    ]
    for (const plaintext of unpadded)
      expect(await open(await sealedByMember(envelope, plaintext))).toEqual(refused('malformed'))
    expect(await open(await sealedByMember(envelope, pad(good.slice(0, 95)) ?? new Uint8Array()))).toEqual(
      refused('malformed'),
    )
    const text = utf8('not json')
    const frankingKey = randomBytes(32)
    const place = { ...envelope, commitment: toBase64Url(frankingCommitment(frankingKey, envelope, text)) }
    const signature = await firstDevice(anna).sign(signedBytes(place))
    const notJson = pad(concatBytes(frankingKey, signature, text)) ?? new Uint8Array()
    expect(await open(await sealedByMember(place, notJson))).toEqual(refused('malformed'))
  })

  it('take whatever comes with an outcome, 2,000 seeded times', async () => {
    const random = seededRandom(11)
    const names = Object.keys(envelope) as (keyof SealedEnvelope)[]
    for (let round = 0; round < 2_000; round++) {
      const name = random.pick(names)
      const text = new TextDecoder().decode(mutate(random, utf8(String(envelope[name]))))
      const value: unknown = random.pick([text, null, round, {}, []])
      const outcome = await open({ ...envelope, [name]: value })
      if (value !== envelope[name]) expect(outcome.kind).not.toBe('opened')
    }
    for (const value of [null, 7, [], {}])
      expect(await open(value as unknown as SealedEnvelope)).toEqual(refused('malformed'))
  })
})

describe('E4: padding', () => {
  it('has one form for each content', () => {
    for (const size of [0, 1, 254, 255, 256, 511, 512, 65_535]) {
      const padded = pad(randomBytes(Math.min(size, 60_000)))
      expect(padded && unpad(padded)?.length).toBe(Math.min(size, 60_000))
    }
    expect(pad(new Uint8Array(65_535))?.length).toBe(65_536)
    expect(pad(new Uint8Array(65_536))).toBeUndefined()
  })
})

describe('F: franking', () => {
  let proof: FrankingProof
  const check = (changes: Partial<FrankingProof>, outside = envelope, sender = anna) => {
    const { sealed: _, ...rest } = outside
    return checkFranking({ outside: rest, proof: { ...proof, ...changes }, sender: sender.contact.account })
  }

  beforeAll(async () => {
    const opened = await open(envelope)
    if (opened.kind !== 'opened') throw new Error(opened.kind)
    proof = opened.proof
  })

  it('F2: proves what was sent, by whom', async () => {
    expect(await check({})).toBe('proved')
  })

  it('F2: proves nothing else', async () => {
    expect(await check({ content: '{"text":"hallo"}' })).toBe('bad_commitment')
    expect(await check({ frankingKey: toBase64Url(randomBytes(32)) })).toBe('bad_commitment')
    expect(await check({ signature: toBase64Url(randomBytes(64)) })).toBe('bad_signature')
    expect(await check({}, envelope, ben)).toBe('unknown_device')
    expect(await check({}, { ...envelope, senderDeviceId: nextId() })).toBe('unknown_device')
    expect(await check({ messageId: nextId() })).toBe('malformed')
    expect(await check({ content: '"\ud800"' })).toBe('malformed')
    const other = await sealed(content)
    expect(await check({ messageId: other.messageId }, other)).toBe('bad_commitment')
    expect(await check({}, { ...envelope, generation: 2 })).toBe('bad_signature')
    expect(await check(null as unknown as FrankingProof, { ...envelope, commitment: '' })).toBe('malformed')
  })

  it('F1: an envelope whose commitment is of another content is refused, so that whatever is read can be reported', async () => {
    const [text, frankingKey] = [utf8('{"text":"shown"}'), randomBytes(32)]
    const place = {
      ...envelope,
      commitment: toBase64Url(frankingCommitment(frankingKey, envelope, utf8('{"text":"proved"}'))),
    }
    const signature = await firstDevice(anna).sign(signedBytes(place))
    const plaintext = pad(concatBytes(frankingKey, signature, text)) ?? new Uint8Array()
    expect(await open(await sealedByMember(place, plaintext))).toEqual(refused('bad_commitment'))
    expect(fromBase64Url(place.commitment)?.length).toBe(32)
  })
})
