import { createKeyring, frameSuite, type Keyring, type OpenOutcome } from '@chaos/crypto/sframe'
import { buildRed, mediaFormat, parseRed } from '@chaos/protocol/media'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Random, seededRandom } from '../../testing/random.ts'
import { type Bytes, createFrameOpener, createFrameSealer } from './redundancy.ts'

const unitsPerFrame = 960
let sender: Keyring
let receiver: Keyring
let outcomes: OpenOutcome[]
let seal: ReturnType<typeof createFrameSealer>
let open: ReturnType<typeof createFrameOpener>

beforeEach(async () => {
  sender = createKeyring()
  receiver = createKeyring()
  outcomes = []
  seal = createFrameSealer(() => sender)
  open = createFrameOpener(
    () => receiver,
    (outcome) => void outcomes.push(outcome),
  )
  const keys = (ownLeafIndex: number) => ({
    epoch: 0,
    baseKey: new Uint8Array(frameSuite.keySize).fill(9),
    ownLeafIndex,
    leaves: [0, 1],
    switchAfterMs: 0,
  })
  await Promise.all([sender.install(keys(0)), receiver.install(keys(1))])
})
afterEach(() => {
  sender.close()
  receiver.close()
})

const frame = (n: number): Uint8Array => Uint8Array.from({ length: 40 + (n % 7) }, (_, index) => n * 31 + index)
/** What a browser hands over: the frame, packed with the one before it. */
const asRed = (n: number): Uint8Array =>
  buildRed(mediaFormat.opus, frame(n), n > 0 ? { payload: frame(n - 1), timestampOffset: unitsPerFrame } : undefined)
const sealRed = (n: number) => seal({ bytes: asRed(n), isRed: true, timestamp: n * unitsPerFrame })
const openRed = (bytes: Bytes | undefined) => open({ bytes: bytes ?? new Uint8Array(), isRed: true, timestamp: 0 })

/** Oldest first: how old, and its bytes. */
function framesIn(bytes: Bytes | undefined): { age: number; bytes: Uint8Array }[] {
  const red = bytes && parseRed(bytes)
  if (!red) return []
  return [...red.redundant, red.primary].map(({ timestampOffset, start, end }) => ({
    age: timestampOffset,
    bytes: bytes.slice(start, end),
  }))
}
const plain = (n: number, age = 0) => ({ age, bytes: frame(n) })

function contains(bytes: Bytes, part: Uint8Array): boolean {
  return Buffer.from(bytes).includes(Buffer.from(part))
}

describe('M1: sealing', () => {
  it('seals each frame once and alone, and packs the redundancy from sealed frames', async () => {
    const first = await sealRed(0)
    const second = await sealRed(1)
    const [older, primary] = framesIn(second)
    expect(framesIn(first)).toHaveLength(1)
    expect(older).toEqual({ age: unitsPerFrame, bytes: framesIn(first)[0]?.bytes })
    for (const n of [0, 1]) expect(contains(second ?? new Uint8Array(), frame(n))).toBe(false)
    expect(await receiver.open(primary?.bytes ?? new Uint8Array())).toMatchObject({
      kind: 'opened',
      plaintext: frame(1),
    })
  })

  it('a plain frame is sealed as it is', async () => {
    const sealed = await seal({ bytes: frame(1), isRed: false, timestamp: 0 })
    expect(await open({ bytes: sealed ?? new Uint8Array(), isRed: false, timestamp: 0 })).toEqual(frame(1))
  })

  it('names the real distance to the frame before, over the end of the timestamps and across a pause', async () => {
    const at = (timestamp: number) => seal({ bytes: asRed(3), isRed: true, timestamp: timestamp >>> 0 })
    await at(-unitsPerFrame)
    expect(framesIn(await at(0))[0]?.age).toBe(unitsPerFrame)
    expect(framesIn(await at(6 * unitsPerFrame))[0]?.age).toBe(6 * unitsPerFrame)
    // 400 ms is more than 14 bits hold.
    expect(framesIn(await at(26 * unitsPerFrame))).toHaveLength(1)
  })
})

describe('M3: without a key nothing leaves', () => {
  it('neither before there is one nor after the keys were dropped', async () => {
    const keyless = createKeyring()
    seal = createFrameSealer(() => keyless)
    expect(await sealRed(0)).toBeUndefined()
    expect(await seal({ bytes: frame(0), isRed: false, timestamp: 0 })).toBeUndefined()
    keyless.close()

    seal = createFrameSealer(() => sender)
    await sealRed(1)
    sender.close()
    expect(await sealRed(2)).toBeUndefined()
  })

  it('nor does what is no RED though it claims to be', async () => {
    const broken = Uint8Array.of(0xef, 1, 2, 200, 111, 1)
    expect(await seal({ bytes: broken, isRed: true, timestamp: 0 })).toBeUndefined()
    expect(await seal({ bytes: new Uint8Array(), isRed: true, timestamp: 0 })).toBeUndefined()
  })

  it('and no old frame goes along with the first one after a time without keys', async () => {
    await sealRed(0)
    const keyless = createKeyring()
    let current = sender
    const sealer = createFrameSealer(() => current)
    await sealer({ bytes: asRed(0), isRed: true, timestamp: 0 })
    current = keyless
    await sealer({ bytes: asRed(1), isRed: true, timestamp: unitsPerFrame })
    current = sender
    expect(framesIn(await sealer({ bytes: asRed(2), isRed: true, timestamp: 2 * unitsPerFrame }))).toHaveLength(1)
    keyless.close()
  })
})

describe('opening', () => {
  it('gives each frame once when nothing is lost, and tells of no failure but replays', async () => {
    for (let n = 0; n < 20; n += 1) expect(framesIn(await openRed(await sealRed(n)))).toEqual([plain(n)])
    expect(outcomes.filter(({ kind }) => kind === 'opened')).toHaveLength(20)
    expect(outcomes.filter((outcome) => outcome.kind === 'rejected' && outcome.reason !== 'replayed')).toEqual([])
  })

  it('gives a lost frame along with the one after it, exactly once', async () => {
    const [, lost, next, after] = [await sealRed(0), await sealRed(1), await sealRed(2), await sealRed(3)]
    expect(framesIn(await openRed(next))).toEqual([plain(1, unitsPerFrame), plain(2)])
    expect(framesIn(await openRed(after))).toEqual([plain(3)])
    expect(await openRed(lost)).toBeUndefined()
  })

  it('nothing comes out of what is no RED, is not sealed for us, or was changed', async () => {
    const sealed = (await sealRed(0)) ?? new Uint8Array()
    const changed = sealed.slice()
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
    for (const bytes of [new Uint8Array(), Uint8Array.of(0xef, 0, 0, 9, 1), asRed(1), changed]) {
      expect(await openRed(bytes)).toBeUndefined()
    }
    expect(framesIn(await openRed(sealed))).toEqual([plain(0)])
  })

  it.each([1, 2, 3])(
    'with every fifth packet lost each frame comes once, unless the next was lost too (seed %i)',
    async (seed) => {
      const random = seededRandom(seed)
      const { got, lost } = await transmit(300, random)
      expect(new Set(got).size).toBe(got.length)
      for (let n = 0; n < 299; n += 1) {
        expect(got.includes(n), `frame ${n}`).toBe(!(lost.has(n) && lost.has(n + 1)))
      }
      expect(lost.size).toBeGreaterThan(30)
    },
  )
})

/** Sends frames through a lossy way; returns the numbers of the frames that came out, and of the packets that were lost. */
async function transmit(count: number, random: Random): Promise<{ got: number[]; lost: Set<number> }> {
  const got: number[] = []
  const lost = new Set<number>()
  for (let n = 0; n < count; n += 1) {
    const sealed = await sealRed(n)
    if (random.below(5) === 0) lost.add(n)
    else
      for (const { age, bytes } of framesIn(await openRed(sealed))) {
        const number = n - age / unitsPerFrame
        expect(bytes).toEqual(frame(number))
        got.push(number)
      }
  }
  return { got, lost }
}
