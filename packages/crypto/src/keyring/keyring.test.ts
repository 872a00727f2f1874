import { beforeEach, describe, expect, it } from 'vitest'
import { readFrameHeader } from '../sframe/frame-header.ts'
import { frameSuite } from '../sframe/frame-suite.ts'
import { FakeClock, settle } from '../testing/fake-clock.ts'
import { mutate, seededRandom } from '../testing/random.ts'
import { toHex } from '../testing/vectors.ts'
import { frameKeyId, readFrameKeyId } from './frame-key-id.ts'
import { createKeyring } from './keyring.ts'
import type { Keyring, OpenOutcome } from './keyring-types.ts'

const speech = new Uint8Array(80).fill(42)
const everybody = [0, 1, 2]
let clock: FakeClock
let anna: Keyring
let ben: Keyring

const baseKeyOf = (epoch: number) => new Uint8Array(frameSuite.keySize).fill(epoch + 1)
const install = (
  keyring: Keyring,
  epoch: number,
  more: { own?: number; leaves?: number[]; switchAfterMs?: number } = {},
) =>
  keyring.install({
    epoch,
    baseKey: baseKeyOf(epoch),
    ownLeafIndex: more.own ?? (keyring === anna ? 0 : 1),
    leaves: more.leaves ?? everybody,
    switchAfterMs: more.switchAfterMs ?? 0,
  })
const sealed = async (keyring: Keyring): Promise<Uint8Array> => {
  const outcome = await keyring.seal(speech)
  if (outcome.kind === 'no_key') throw new Error('no key')
  return outcome.frame
}
const epochOf = (frame: Uint8Array) => readFrameKeyId(readFrameHeader(frame)?.kid ?? -1).epochBits
const kindOf = (outcome: OpenOutcome) => (outcome.kind === 'rejected' ? outcome.reason : outcome.kind)
const opening = async (keyring: Keyring, frame: Uint8Array) => kindOf(await keyring.open(frame))
const waiting = async (outcome: Promise<string>) => Promise.race([outcome, settle().then(() => 'waits')])

beforeEach(() => {
  clock = new FakeClock()
  anna = createKeyring({ clock })
  ben = createKeyring({ clock })
})

describe('K1: key ids', () => {
  it('hold the leaf above four bits of epoch, for any 32-bit leaf', () => {
    expect(frameKeyId(0, 0)).toBe(0)
    expect(frameKeyId(3, 18)).toBe(0x32)
    expect(frameKeyId(2 ** 32 - 1, 31)).toBe(2 ** 36 - 1)
    expect(readFrameKeyId(2 ** 36 - 1)).toEqual({ leafIndex: 2 ** 32 - 1, epochBits: 15 })
  })
})

describe('K3: sending', () => {
  it('is impossible without a key, before the first epoch and after close', async () => {
    expect(await anna.seal(speech)).toEqual({ kind: 'no_key' })
    await install(anna, 4)
    expect((await anna.seal(speech)).kind).toBe('sealed')
    anna.close()
    expect(await anna.seal(speech)).toEqual({ kind: 'no_key' })
    expect(clock.timerCount).toBe(0)
  })

  it('never shows the plaintext and says who sent it in which epoch', async () => {
    await Promise.all([install(anna, 20), install(ben, 20)])
    const frame = await sealed(anna)
    expect(toHex(frame)).not.toContain('2a2a2a')
    expect(await ben.open(frame)).toEqual({
      kind: 'opened',
      plaintext: speech,
      kid: frameKeyId(0, 20),
      counter: 0,
      epoch: 20,
      leafIndex: 0,
    })
  })

  it('starts at once with the first epoch, switches at once after a removal and after the overlap of an entry', async () => {
    await install(anna, 1, { switchAfterMs: 100 })
    expect(epochOf(await sealed(anna))).toBe(1)
    await install(anna, 2, { switchAfterMs: 100 })
    clock.advance(99)
    expect(epochOf(await sealed(anna))).toBe(1)
    clock.advance(1)
    expect(epochOf(await sealed(anna))).toBe(2)
    await install(anna, 3, { switchAfterMs: 100 })
    await install(anna, 4, { switchAfterMs: 0 })
    expect(epochOf(await sealed(anna))).toBe(4)
    clock.advance(200)
    expect(epochOf(await sealed(anna))).toBe(4)
  })

  it('K6: takes each counter once, however many frames are sealed together', async () => {
    await install(anna, 1)
    const frames = await Promise.all(Array.from({ length: 500 }, () => sealed(anna)))
    await install(anna, 2)
    frames.push(...(await Promise.all(Array.from({ length: 500 }, () => sealed(anna)))))
    const used = frames.map((frame) => JSON.stringify(readFrameHeader(frame)))
    expect(new Set(used).size).toBe(1_000)
  })

  it('K6: an epoch installed again is passed over', async () => {
    await install(anna, 1)
    await sealed(anna)
    await install(anna, 1)
    await install(anna, 0)
    expect(readFrameHeader(await sealed(anna))?.counter).toBe(1)
  })

  it('refuses a base key of a wrong length', async () => {
    const keys = { epoch: 1, baseKey: new Uint8Array(3), ownLeafIndex: 0, leaves: [0], switchAfterMs: 0 }
    await expect(anna.install(keys)).rejects.toThrow(RangeError)
  })
})

describe('receiving', () => {
  it('S5: opens a frame once; a second copy, as RED may bring, is dropped', async () => {
    await Promise.all([install(anna, 1), install(ben, 1)])
    const frames = [await sealed(anna), await sealed(anna), await sealed(anna)] as const
    expect(await opening(ben, frames[2])).toBe('opened')
    expect(await opening(ben, frames[0])).toBe('opened')
    expect(await opening(ben, frames[2])).toBe('replayed')
    const both = await Promise.all([opening(ben, frames[1]), opening(ben, frames[1])])
    expect(both.toSorted()).toEqual(['opened', 'replayed'])
  })

  it('S5: a forged counter does not move the window', async () => {
    await Promise.all([install(anna, 1), install(ben, 1)])
    const [first, second] = [await sealed(anna), await sealed(anna)]
    const forged = first.slice()
    forged[0] = (forged[0] ?? 0) | 7
    expect(await opening(ben, forged)).toBe('authentication')
    expect(await opening(ben, second)).toBe('opened')
    expect(await opening(ben, first)).toBe('opened')
  })

  it('takes metadata into the authentication', async () => {
    await Promise.all([install(anna, 1), install(ben, 1)])
    const outcome = await anna.seal(speech, Uint8Array.of(1))
    if (outcome.kind === 'no_key') throw new Error('no key')
    expect(kindOf(await ben.open(outcome.frame, Uint8Array.of(2)))).toBe('authentication')
    expect(kindOf(await ben.open(outcome.frame, Uint8Array.of(1)))).toBe('opened')
  })

  it('K7: refuses our own frames coming back, and leaves the epoch does not hold', async () => {
    await Promise.all([install(anna, 1), install(ben, 1, { leaves: [1, 2] })])
    const frame = await sealed(anna)
    expect(await opening(anna, frame)).toBe('unknown_key')
    expect(await opening(ben, frame)).toBe('unknown_key')
  })

  it('K4: opens the previous epoch for 10 s after the switch, then drops its keys, frames or none', async () => {
    await Promise.all([install(anna, 1), install(ben, 1)])
    const frames = [await sealed(anna), await sealed(anna), await sealed(anna)] as const
    await install(ben, 2, { switchAfterMs: 500 })
    clock.advance(500 + 9_999)
    expect(await opening(ben, frames[0])).toBe('opened')
    expect(clock.timerCount).toBe(1)
    clock.advance(1)
    expect(clock.timerCount).toBe(0)
    expect(await opening(ben, frames[1])).toBe('unknown_key')
  })

  it('K5: refuses a removed leaf in every epoch as soon as senders switched, though others go on', async () => {
    await Promise.all([install(anna, 1), install(ben, 1)])
    const carl = createKeyring({ clock })
    await install(carl, 1, { own: 2 })
    const [byAnna, byCarl, lateByCarl] = [await sealed(anna), await sealed(carl), await sealed(carl)]
    expect(await opening(ben, byCarl)).toBe('opened')
    await install(ben, 2, { leaves: [0, 1], switchAfterMs: 0 })
    expect(await opening(ben, lateByCarl)).toBe('unknown_key')
    expect(await opening(ben, byAnna)).toBe('opened')
  })

  it('K5: does not take a removed leaf back when a newcomer gets its place', async () => {
    await install(ben, 1)
    const carl = createKeyring({ clock })
    await install(carl, 1, { own: 2 })
    await install(ben, 2, { leaves: [0, 1], switchAfterMs: 0 })
    await install(ben, 3, { leaves: [0, 1, 2], switchAfterMs: 0 })
    expect(await opening(ben, await sealed(carl))).toBe('unknown_key')
    await install(carl, 3, { own: 2 })
    expect(await opening(ben, await sealed(carl))).toBe('opened')
  })

  it('K1: keeps many epochs apart though the key id has four bits', async () => {
    for (let epoch = 0; epoch < 40; epoch++) {
      await Promise.all([install(anna, epoch), install(ben, epoch)])
      expect(await opening(ben, await sealed(anna))).toBe('opened')
    }
    const late = await sealed(anna)
    for (let epoch = 40; epoch < 55; epoch++) await install(ben, epoch)
    expect(await Promise.race([opening(ben, late), settle().then(() => 'waits')])).toBe('waits')
  })
})

describe('K8: frames of the epoch about to come', () => {
  it('wait for its keys', async () => {
    await Promise.all([install(anna, 16), install(ben, 15)])
    const outcome = opening(ben, await sealed(anna))
    clock.advance(199)
    expect(await waiting(outcome)).toBe('waits')
    await install(ben, 16)
    expect(await outcome).toBe('opened')
  })

  it('are given up together after 200 ms, and those behind them at once, so that a queue is held up once', async () => {
    await Promise.all([install(anna, 2), install(ben, 1)])
    const first = opening(ben, await sealed(anna))
    clock.advance(150)
    const second = opening(ben, await sealed(anna))
    clock.advance(50)
    expect(await Promise.all([first, second])).toEqual(['unknown_key', 'unknown_key'])
    expect(await waiting(opening(ben, await sealed(anna)))).toBe('unknown_key')
    clock.advance(2_000)
    const later = opening(ben, await sealed(anna))
    expect(await waiting(later)).toBe('waits')
    ben.close()
    expect(await later).toBe('unknown_key')
  })

  it('other unknown epochs are refused at once', async () => {
    await Promise.all([install(anna, 3), install(ben, 1)])
    expect(await waiting(opening(ben, await sealed(anna)))).toBe('unknown_key')
    expect(await waiting(opening(createKeyring({ clock }), await sealed(anna)))).toBe('unknown_key')
  })
})

it('S6: takes 20,000 random and mutated frames without throwing or opening one', async () => {
  await Promise.all([install(anna, 1), install(ben, 1)])
  const random = seededRandom(2)
  const frame = await sealed(anna)
  const counts = new Map<string, number>()
  const attempt = async () => {
    const bytes = random.below(4) === 0 ? random.bytes(random.below(60)) : mutate(random, frame)
    return toHex(bytes) === toHex(frame) ? 'unchanged' : opening(ben, bytes)
  }
  for (let round = 0; round < 40; round++) {
    const batch = Promise.all(Array.from({ length: 500 }, attempt))
    await Promise.resolve()
    clock.advance(3_000)
    for (const outcome of await batch) counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
  }
  expect([...counts.keys()].toSorted()).toEqual(['authentication', 'malformed', 'unchanged', 'unknown_key'])
  expect(await opening(ben, frame)).toBe('opened')
}, 60_000)
