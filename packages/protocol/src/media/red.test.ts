import { describe, expect, it } from 'vitest'
import { mutateBytes, seededRandom } from '../testing/random.ts'
import { buildRed, parseRed, type RedPayload } from './red.ts'

const opus = 111
const frame = (length: number, fill = 7): Uint8Array => new Uint8Array(length).fill(fill)

describe('a RED payload (RFC 2198)', () => {
  it('comes back as it was built, with and without the previous frame', () => {
    const random = seededRandom(1)
    for (let round = 0; round < 50; round += 1) {
      const primary = random.bytes(random.below(200))
      const older = { payload: random.bytes(1 + random.below(1023)), timestampOffset: 1 + random.below(16_383) }
      const built = buildRed(opus, primary, older)
      const red = parseRed(built)
      const [block] = red?.redundant ?? []
      expect(red?.redundant).toHaveLength(1)
      expect(block).toMatchObject({ payloadType: opus, timestampOffset: older.timestampOffset })
      expect(built.subarray(block?.start, block?.end)).toEqual(older.payload)
      expect(red?.primary.payloadType).toBe(opus)
      expect(built.subarray(red?.primary.start, red?.primary.end)).toEqual(primary)
      expect(parseRed(buildRed(opus, primary))).toEqual({
        redundant: [],
        primary: { payloadType: opus, timestampOffset: 0, start: 1, end: 1 + primary.length },
      })
    }
  })

  it('has the bytes that §3 draws', () => {
    // F=1, type 111 | offset 960 in 14 bits, length 2 in 10 | F=0, type 111 | redundant | primary
    const built = buildRed(opus, Uint8Array.of(9), { payload: Uint8Array.of(1, 2), timestampOffset: 960 })
    expect([...built]).toEqual([0xef, 960 >> 6, (960 & 0x3f) << 2, 2, 0x6f, 1, 2, 9])
  })

  it('keeps a redundancy of 1,023 bytes and 16,383 units, and leaves larger ones out', () => {
    const largest = { payload: frame(1023), timestampOffset: 16_383 }
    expect(parseRed(buildRed(opus, frame(3), largest))?.redundant[0]).toMatchObject({
      timestampOffset: 16_383,
      start: 5,
      end: 5 + 1023,
    })
    const tooMuch = [
      { payload: frame(1024), timestampOffset: 960 },
      { payload: frame(10), timestampOffset: 16_384 },
      { payload: frame(10), timestampOffset: 0 },
      { payload: frame(0), timestampOffset: 960 },
    ]
    for (const older of tooMuch) expect(buildRed(opus, frame(3), older)).toEqual(buildRed(opus, frame(3)))
  })

  it('is read within the bounds given, wherever it lies in a packet', () => {
    const built = buildRed(opus, frame(4, 1), { payload: frame(6, 2), timestampOffset: 480 })
    const packet = Uint8Array.from([...frame(12, 0xff), ...built, ...frame(5, 0xff)])
    const red = parseRed(packet, 12, 12 + built.length)
    expect(red?.redundant[0]).toMatchObject({ start: 17, end: 23 })
    expect(red?.primary).toMatchObject({ start: 23, end: 27 })
  })

  it('with several blocks is read oldest first', () => {
    const header = (offset: number, bytes: number) => [0x80 | opus, offset >> 6, (offset & 0x3f) << 2, bytes]
    const red = parseRed(Uint8Array.from([...header(1920, 1), ...header(960, 2), opus, 1, 2, 2, 3, 3, 3]))
    expect(red?.redundant.map(({ timestampOffset, start, end }) => [timestampOffset, start, end])).toEqual([
      [1920, 9, 10],
      [960, 10, 12],
    ])
    expect(red?.primary).toMatchObject({ start: 12, end: 15 })
  })

  it('is refused when it ends too early or has more blocks than anybody sends', () => {
    const built = buildRed(opus, frame(0), { payload: frame(8), timestampOffset: 960 })
    for (let length = 0; length < built.length; length += 1) {
      expect(parseRed(built.subarray(0, length)), `${length} bytes`).toBeUndefined()
    }
    const blocks = (count: number) =>
      Uint8Array.from([...Array.from({ length: count }, () => [0x80 | opus, 0, 0, 0]).flat(), opus])
    expect(parseRed(blocks(9))?.redundant).toHaveLength(9)
    expect(parseRed(blocks(10))).toBeUndefined()
  })

  it('takes 100,000 random and mutated inputs: blocks that lie side by side to the end, or undefined', () => {
    const seed = 20_260
    const random = seededRandom(seed)
    const valid = [
      buildRed(opus, frame(80), { payload: frame(90), timestampOffset: 960 }),
      buildRed(opus, frame(80)),
      Uint8Array.from([0x80 | opus, 30, 0, 3, 0x80 | opus, 15, 0, 2, opus, ...frame(20)]),
    ]
    let accepted = 0
    for (let round = 0; round < 100_000; round += 1) {
      const bytes = round % 2 === 0 ? random.bytes(random.below(40)) : mutateBytes(random, random.pick(valid))
      const start = random.below(3)
      const end = bytes.length - random.below(3)
      const red = parseRed(bytes, start, end)
      if (!red) continue
      accepted += 1
      if (!liesSideBySide(red, { start, end })) throw new Error(`seed ${seed}, round ${round}: ${bytes.join()}`)
    }
    expect(accepted).toBeGreaterThan(1000)
    expect(accepted).toBeLessThan(99_000)
  })
})

function liesSideBySide({ redundant, primary }: RedPayload, bounds: { start: number; end: number }): boolean {
  const blocks = [...redundant, primary]
  const headerBytes = 4 * redundant.length + 1
  return (
    redundant.length <= 9 &&
    blocks.every(
      ({ start, end }, index) => start <= end && start === (blocks[index - 1]?.end ?? bounds.start + headerBytes),
    ) &&
    redundant.every(({ timestampOffset, start, end }) => timestampOffset < 16_384 && end - start < 1024) &&
    primary.end === bounds.end
  )
}
