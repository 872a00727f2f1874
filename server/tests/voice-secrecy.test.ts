import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { align, monoOf, readWav } from '@chaos/audio'
import { decodeFrameHeader } from '@chaos/crypto/sframe'
import { mediaFormat, parseRed } from '@chaos/protocol'
import OpusScript from 'opusscript'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createFrameSealer } from '../../packages/client-core/src/voice/worker/redundancy.ts'
import { rootDirectory } from '../config/read-config.ts'
import { agreed, joinEncrypted } from './harness/encrypted-client.ts'
import { readRtp } from './harness/rtp-builder.ts'
import { setStage } from './harness/voice-stage.ts'

/** Payloads of every packet that the SFU was given, as it was given them. */
const tap = vi.hoisted((): Buffer[] => [])

// The router is the real one; it is only listened to.
vi.mock(import('../voice/media-router.ts'), async (original) => {
  const { createMediaRouter, ...rest } = await original()
  return {
    ...rest,
    createMediaRouter(deps) {
      const router = createMediaRouter(deps)
      return {
        ...router,
        media(peer, packet) {
          tap.push(Buffer.from(packet))
          router.media(peer, packet)
        },
      }
    },
  }
})

const frameSamples = 960
const frameMs = 20

function speech(): Float32Array {
  const outcome = readWav(readFileSync(join(rootDirectory, 'assets/speech/austen-0870.wav')))
  if (outcome.kind !== 'wav') throw new Error('no speech')
  return monoOf(outcome.wav)
}

/** 20 ms a frame, at our bitrate (RFC 7587); in the mode that keeps the wave's form, which is what is compared here. */
function encode(samples: Float32Array): Buffer[] {
  const opus = new OpusScript(mediaFormat.clockRate, 1, OpusScript.Application.AUDIO)
  opus.setBitrate(mediaFormat.opusBitrate)
  const frames: Buffer[] = []
  for (let from = 0; from + frameSamples <= samples.length; from += frameSamples) {
    const pcm = Buffer.alloc(frameSamples * 2)
    for (let n = 0; n < frameSamples; n += 1) pcm.writeInt16LE(Math.round((samples[from + n] ?? 0) * 32_767), n * 2)
    frames.push(opus.encode(pcm, frameSamples))
  }
  opus.delete()
  return frames
}

/** What a listener without keys would play; a frame that is no Opus leaves a gap. */
function decode(frames: readonly Buffer[]): { samples: Float32Array; refused: number } {
  const opus = new OpusScript(mediaFormat.clockRate, 1, OpusScript.Application.AUDIO)
  let refused = 0
  const parts = frames.map((frame) => {
    try {
      return opus.decode(frame)
    } catch {
      refused += 1
      return Buffer.alloc(frameSamples * 2)
    }
  })
  opus.delete()
  const pcm = Buffer.concat(parts)
  return { samples: Float32Array.from({ length: pcm.length / 2 }, (_, n) => pcm.readInt16LE(n * 2) / 32_768), refused }
}

/** The likeness of what was decoded to the speech at its best lag, up to half a second off. */
const likeness = (source: Float32Array, frames: readonly Buffer[]): number =>
  align(source, decode(frames).samples, { maxLagSamples: mediaFormat.clockRate / 2 }).correlation

/** Shannon entropy, bits a byte. */
function entropyOf(bytes: Buffer): number {
  const counts = Array<number>(256).fill(0)
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1
  return counts.reduce(
    (sum, count) => (count === 0 ? sum : sum - (count / bytes.length) * Math.log2(count / bytes.length)),
    0,
  )
}

/** The sealed frames in a RED payload, oldest first. */
function blocksOf(payload: Buffer): Buffer[] {
  const red = parseRed(payload)
  return red ? [...red.redundant, red.primary].map(({ start, end }) => payload.subarray(start, end)) : []
}

describe('the server cannot listen', () => {
  const source = speech()
  const frames = encode(source)
  let payloads: Buffer[]
  let received: Buffer[]
  let stage: Awaited<ReturnType<typeof setStage>>

  beforeAll(async () => {
    stage = await setStage()
    const [speaker, listener] = [await joinEncrypted(stage, 'speaker'), await joinEncrypted(stage, 'listener')]
    await agreed([speaker, listener])
    // Before the first word the way has to be open, and the overlap after the listener's entry over.
    while (!listener.heard.some(({ outcome }) => outcome.kind === 'opened')) {
      await speaker.say(Buffer.alloc(3))
      await pause(frameMs)
    }
    const [tappedBefore, heardBefore] = [tap.length, listener.heard.length]
    const seal = createFrameSealer(() => speaker.keyring)
    for (const [n, frame] of frames.entries()) {
      const bytes = Uint8Array.from([mediaFormat.opus, ...frame])
      const payload = await seal({ bytes, isRed: true, timestamp: n * frameSamples })
      if (!payload) throw new Error('no key')
      speaker.client.sendMedia({ payload, payloadType: mediaFormat.red })
      await pause(frameMs / 2)
    }
    await listener.hears(frames.at(-1) ?? Buffer.alloc(0))
    payloads = tap.slice(tappedBefore).map((packet) => readRtp(packet).payload)
    // Frames are opened side by side, and the one that came first is not always the first to be done.
    received = listener.heard
      .slice(heardBefore)
      .flatMap(({ outcome }) => (outcome.kind === 'opened' ? [outcome] : []))
      .toSorted((one, other) => one.counter - other.counter)
      .map(({ plaintext }) => Buffer.from(plaintext))
    for (const client of [speaker, listener]) client.stop()
  }, 60_000)
  afterAll(() => stage.close())

  it('control: the frames before sealing are the speech', () => {
    expect(frames.length).toBeGreaterThan(200)
    const { samples, refused } = decode(frames)
    expect(refused).toBe(0)
    const { correlation } = align(source, samples, { maxLagSamples: mediaFormat.clockRate / 2 })
    expect(correlation).toBeGreaterThan(0.9)
  })

  it('control: the listener, with keys, gets every frame bit by bit', () => {
    const wanted = frames.map((frame) => frame.toString('hex'))
    expect(received.filter((frame) => frame.length > 3).map((frame) => frame.toString('hex'))).toEqual(wanted)
    expect(likeness(source, received)).toBeGreaterThan(0.9)
  })

  it('what the SFU was given is every frame, sealed', () => {
    expect(payloads.length).toBe(frames.length)
    for (const [n, payload] of payloads.entries())
      expect(blocksOf(payload), `packet ${n}`).toHaveLength(n === 0 ? 1 : 2)
  })

  it('that does not decode to anything like the speech, as it is, unpacked, or without the header of the seal', () => {
    const sealed = payloads.map((payload) => blocksOf(payload).at(-1) ?? Buffer.alloc(0))
    const ways = [payloads, sealed, ...[1, 2, 3, 4].map((skip) => sealed.map((frame) => frame.subarray(skip)))]
    for (const [index, way] of ways.entries()) expect(likeness(source, way), `way ${index}`).toBeLessThan(0.1)
  }, 60_000)

  it('no frame is in it in clear, nor a part of one', () => {
    const given = Buffer.concat(payloads)
    const parts = frames.flatMap((frame) =>
      frame.length < 16 ? [] : [frame, frame.subarray(0, 12), frame.subarray(-12)],
    )
    expect(parts.length).toBeGreaterThan(500)
    expect(parts.filter((part) => given.indexOf(part) >= 0)).toEqual([])
  })

  it('the bytes look random, and no two frames are sealed alike', () => {
    const ciphertexts = payloads.map((payload) => {
      const frame = blocksOf(payload).at(-1) ?? Buffer.alloc(0)
      return frame.subarray(decodeFrameHeader(frame)?.length ?? 0)
    })
    const all = Buffer.concat(ciphertexts)
    // So many uniformly random bytes have this entropy on average (Miller's correction), give or take a thousandth.
    const expected = 8 - 255 / (2 * Math.LN2 * all.length)
    expect(all.length).toBeGreaterThan(15_000)
    expect(entropyOf(all)).toBeGreaterThan(expected - 0.005)
    expect(new Set(ciphertexts.map((bytes) => bytes.toString('hex'))).size).toBe(ciphertexts.length)
  })
})
