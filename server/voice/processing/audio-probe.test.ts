import { expect, it } from 'vitest'
import { mutateBytes, seededRandom } from '../../tests/harness/random.ts'
import { probeAudio } from './audio-probe.ts'
import { oggChecksum } from './probe-ogg.ts'

const text = (words: string) => Buffer.from(words, 'latin1')
/** 20 ms, as a speaker's packets are: SILK wide-band, one frame. */
const packet = (fill: number) => Buffer.concat([Buffer.from([0x48]), Buffer.alloc(40, fill)])

const element = (id: number, content: Buffer, isOpen = false): Buffer => {
  const idText = id.toString(16)
  const size = Buffer.alloc(8, 0xff)
  if (!isOpen) size.writeBigUInt64BE(BigInt(content.length))
  size[0] = 0x01
  return Buffer.concat([Buffer.from(idText.padStart(idText.length + (idText.length % 2), '0'), 'hex'), size, content])
}

function webm(packets: number, { codec = 'A_OPUS', tracks = 1, clusterTime = 0 } = {}): Buffer {
  const entry = element(0xae, Buffer.concat([element(0x83, Buffer.from([2])), element(0x86, text(codec))]))
  const blocks = Array.from({ length: packets }, (_, index) => {
    const head = Buffer.from([0x81, 0, 0, 0x80])
    head.writeInt16BE(index * 20, 1)
    return element(0xa3, Buffer.concat([head, packet(index)]))
  })
  const time = Buffer.alloc(4)
  time.writeUInt32BE(clusterTime)
  const cluster = element(0x1f43b675, Buffer.concat([element(0xe7, time), ...blocks]), true)
  const segment = Buffer.concat([element(0x1654ae6b, Buffer.concat(Array(tracks).fill(entry))), cluster])
  return Buffer.concat([element(0x1a45dfa3, element(0x4282, text('webm'))), element(0x18538067, segment, true)])
}

function page(sequence: number, granule: bigint, packets: Buffer[]): Buffer {
  const head = Buffer.alloc(27)
  head.write('OggS', 'latin1')
  head.writeBigInt64LE(granule, 6)
  head.writeUInt32LE(7, 14)
  head.writeUInt32LE(sequence, 18)
  head[26] = packets.length
  const whole = Buffer.concat([head, Buffer.from(packets.map(({ length }) => length)), ...packets])
  whole.writeUInt32LE(oggChecksum(whole), 22)
  return whole
}

function ogg(packets: number, { granule = BigInt(packets * 960 + 312) } = {}): Buffer {
  const head = Buffer.concat([text('OpusHead'), Buffer.from([1, 1, 0x38, 1, 0x80, 0xbb, 0, 0, 0, 0, 0])])
  const sounds = Array.from({ length: packets }, (_, index) => packet(index))
  return Buffer.concat([page(0, 0n, [head]), page(1, 0n, [text('OpusTags')]), page(2, granule, sounds)])
}

it('knows Opus in WebM and in Ogg, and how long it is', () => {
  expect(probeAudio(webm(50))).toEqual({ format: 'audio/webm; codecs=opus', durationMs: 1_000 })
  expect(probeAudio(ogg(50))).toEqual({ format: 'audio/ogg; codecs=opus', durationMs: 1_000 })
})

it.each([
  ['nothing', Buffer.alloc(0)],
  ['text', text('<!doctype html><script>alert(1)</script>')],
  ['zeros', Buffer.alloc(100_000)],
  ['another codec', webm(5, { codec: 'V_VP8' })],
  ['two tracks', webm(5, { tracks: 2 })],
  ['no sound', webm(0)],
  ['a cut WebM', webm(5).subarray(0, -3)],
  ['a cut Ogg', ogg(5).subarray(0, -3)],
  ['an Ogg of no length', ogg(5, { granule: 0n })],
  ['an Ogg that ends before time', ogg(5, { granule: -2n })],
  ['an Ogg beyond all time', ogg(5, { granule: 2n ** 62n })],
  ['something after the end', Buffer.concat([ogg(5), text('PK')])],
  ['empty pages without end', Buffer.concat(Array.from({ length: 20_000 }, (_, index) => page(index, 0n, [])))],
])('takes %s for no recording', (_what, bytes) => {
  expect(probeAudio(bytes)).toBeNull()
})

it('says what the times in a file say, so that who claims another length is found out', () => {
  expect(probeAudio(webm(1, { clusterTime: 86_400_000 }))?.durationMs).toBe(86_400_020)
})

it('survives 20,000 random and changed files, in little memory', () => {
  const random = seededRandom(6)
  const originals = [webm(20), ogg(20)]
  const before = process.memoryUsage().arrayBuffers
  let taken = 0
  for (let round = 0; round < 20_000; round += 1) {
    const bytes = round % 4 === 0 ? random.bytes(random.below(200)) : mutateBytes(random, random.pick(originals))
    const found = probeAudio(bytes)
    if (found) taken += 1
    if (found) expect(Number.isSafeInteger(found.durationMs) && found.durationMs > 0).toBe(true)
  }
  expect(taken).toBeGreaterThan(0)
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024)
})
