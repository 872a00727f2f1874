import { buildRed, mediaFormat } from '@chaos/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import { connectedPeer } from '../tests/harness/fake-transport.ts'
import { rtpBytes, type RtpParts } from '../tests/harness/rtp-builder.ts'
import { createMediaRouter, type MediaRouter } from './media-router.ts'
import type { Peer } from './peer.ts'
import { buildReceiverReport, buildSenderReport, parseRtcp, type ReportBlock } from './rtp/rtcp.ts'
import { createSlotPicker, type SlotChange } from './slots/slot-picker.ts'

const slots = 2
let nowMs: number
let router: MediaRouter
let peers: Map<string, Peer>
let changes: SlotChange[]
let enter: (id: string, change?: Parameters<typeof connectedPeer>[1]) => ReturnType<typeof connectedPeer>

beforeEach(() => {
  nowMs = 10_000
  peers = new Map()
  changes = []
  const picker = createSlotPicker(slots)
  router = createMediaRouter({ peers, picker, slots, now: () => nowMs, onSlotChange: (change) => changes.push(change) })
  enter = (id, change) => {
    const entered = connectedPeer(id, change)
    peers.set(id, entered.peer)
    picker.add(id, entered.peer.loudness, 0)
    router.audienceChanged()
    return entered
  }
})

const sealed = Buffer.from('sealed frame')
const speak = (peer: Peer, n: number, more: RtpParts = {}) => {
  const ssrc = peer.id.charCodeAt(0)
  router.media(peer, rtpBytes({ payload: sealed, sequence: n, timestamp: n * 960, level: 20, ssrc, ...more }))
}

describe('V5: packets go into the speaker’s slot', () => {
  it('to everybody but the speaker', () => {
    const [a, b, c] = [enter('a'), enter('b'), enter('c')]
    speak(b.peer, 1)
    for (const { transport } of [a, c]) {
      expect(transport.sent()).toMatchObject([{ slot: 1, ssrc: mediaFormat.firstSlotSsrc + 1, payload: sealed }])
    }
    expect(b.transport.sent()).toEqual([])
  })

  it('and somebody without one is heard as soon as they speak and a holder is silent', () => {
    const [a, , c] = [enter('a'), enter('b'), enter('c')]
    speak(c.peer, 1)
    expect(a.transport.sent()).toEqual([])
    nowMs += 20
    speak(c.peer, 2)
    expect(changes).toEqual([{ slot: 0, holder: 'c' }])
    expect(a.transport.sent()).toMatchObject([{ slot: 0, marker: true }])
  })
})

describe('V6', () => {
  it('media of whoever is muted is dropped, and they do not count as speaking', () => {
    const listener = enter('l')
    for (const change of [{ muted: true }, { serverMuted: true }]) {
      const muted = enter('m', change)
      speak(muted.peer, 1)
      speak(muted.peer, 2)
      expect(muted.peer.loudness.speaking(nowMs)).toBe(false)
      peers.delete('m')
    }
    expect(listener.transport.sent()).toEqual([])
  })

  it('what was dropped while muted is no loss: numbers go on without a gap, and nothing is repaired', () => {
    const [speaker, listener] = [enter('s'), enter('l')]
    speak(speaker.peer, 1)
    speaker.peer.update({ muted: true })
    for (let n = 2; n < 100; n += 1) speak(speaker.peer, n)
    speaker.peer.update({ muted: false })
    nowMs += 2_000
    const payload = buildRed(mediaFormat.opus, sealed, { payload: Buffer.from('while muted'), timestampOffset: 960 })
    speak(speaker.peer, 100, { payload, payloadType: mediaFormat.red })
    const [before, after, ...more] = listener.transport.sent()
    expect(more).toEqual([])
    expect(after?.sequence).toBe(((before?.sequence ?? 0) + 1) & 0xffff)
    expect(after?.timestamp).toBe(((before?.timestamp ?? 0) + 2_000 * 48) >>> 0)
    expect(after?.payload).toEqual(sealed)
    expect(speaker.peer.reception.report(nowMs)).toMatchObject({ fractionLost: 0, cumulativeLost: 0 })
  })

  it('whoever is deafened or not connected gets nothing', () => {
    const [speaker, deaf, gone] = [enter('s'), enter('d', { deafened: true }), enter('g')]
    gone.transport.connected = false
    router.audienceChanged()
    speak(speaker.peer, 1)
    expect([...deaf.transport.sent(), ...gone.transport.sent()]).toEqual([])
    deaf.peer.update({ deafened: false })
    router.audienceChanged()
    speak(speaker.peer, 2)
    expect(deaf.transport.sent()).toHaveLength(1)
  })
})

describe('V11', () => {
  it('formats that the offer did not name, large packets and noise are dropped', () => {
    const [speaker, listener] = [enter('s'), enter('l')]
    for (const payloadType of [0, 9, 96, 112]) speak(speaker.peer, 1, { payloadType })
    speak(speaker.peer, 1, { payload: Buffer.alloc(1_200) })
    router.media(speaker.peer, Buffer.from('no RTP at all'))
    router.media(speaker.peer, Buffer.alloc(0))
    expect(listener.transport.sent()).toEqual([])
    speak(speaker.peer, 1)
    expect(listener.transport.sent()).toHaveLength(1)
  })

  it('more than 150 packets a second are dropped', () => {
    const [speaker, listener] = [enter('s'), enter('l')]
    for (let n = 0; n < 1_000; n += 1) speak(speaker.peer, n)
    expect(listener.transport.sent()).toHaveLength(300)
  })
})

it('what was lost on the way in is put back from the redundancy, under the numbers it would have had', () => {
  const [speaker, listener] = [enter('s'), enter('l')]
  speak(speaker.peer, 1)
  const lost = Buffer.from('lost frame')
  const payload = buildRed(mediaFormat.opus, sealed, { payload: lost, timestampOffset: 960 })
  speak(speaker.peer, 3, { payload, payloadType: mediaFormat.red })
  const [first, second, third] = listener.transport.sent()
  const { sequence = 0, timestamp = 0 } = first ?? {}
  expect(second).toMatchObject({ sequence: sequence + 1, timestamp: timestamp + 960, payload: lost })
  expect(third).toMatchObject({ sequence: sequence + 2, timestamp: timestamp + 1920, payload: sealed })
})

it('a listener who reports loss gets redundancy, if they understand it', () => {
  const [speaker, lossy, simple, fine] = [enter('s'), enter('l'), enter('o'), enter('f')]
  simple.transport.understandsRed = false
  const block: ReportBlock = {
    ssrc: mediaFormat.firstSlotSsrc,
    fractionLost: 0.1,
    cumulativeLost: 5,
    highestSequence: 50,
    jitter: 0,
    lastSenderReport: 0,
    delaySinceLastSenderReport: 0,
  }
  for (const { peer } of [lossy, simple]) router.control(peer, buildReceiverReport(7, block))
  router.control(fine.peer, buildReceiverReport(7, { ...block, fractionLost: 0 }))
  speak(speaker.peer, 1)
  const kinds = [lossy, simple, fine].map(({ transport }) => transport.sent()[0]?.payloadType)
  expect(kinds).toEqual([mediaFormat.red, mediaFormat.opus, mediaFormat.opus])
})

describe('RTCP', () => {
  const reportsOf = (packets: Buffer[]) => packets.flatMap((packet) => parseRtcp(packet) ?? [])

  it('a listener hears of the slots that were sent in, a speaker of what arrived', () => {
    const [speaker, listener] = [enter('s'), enter('l')]
    for (const n of [1, 2, 4]) speak(speaker.peer, n)
    nowMs += 100
    router.report()
    expect(reportsOf(listener.transport.control())).toMatchObject([
      { kind: 'sender', ssrc: mediaFormat.firstSlotSsrc, packets: 3, octets: 3 * sealed.length },
    ])
    const own = reportsOf(speaker.transport.control()).find(({ kind }) => kind === 'receiver')
    expect(own).toMatchObject({ blocks: [{ ssrc: 's'.charCodeAt(0), fractionLost: 0.25, highestSequence: 4 }] })
  })

  it('the answer to a sender’s report names it, so that it can tell the round trip', () => {
    const { peer, transport } = enter('s')
    const numbers = { ssrc: 1, ntpSeconds: 0x00011234, ntpFraction: 0x56780000, timestamp: 0, packets: 1, octets: 1 }
    router.control(peer, buildSenderReport(numbers))
    speak(peer, 1)
    nowMs += 500
    router.report()
    const own = reportsOf(transport.control()).find(({ kind }) => kind === 'receiver')
    expect(own).toMatchObject({ blocks: [{ lastSenderReport: 0x12345678, delaySinceLastSenderReport: 32_768 }] })
  })

  it('a slot that has been still for 5 s is not reported, nor anything to who is not connected', () => {
    const [speaker, listener] = [enter('s'), enter('l')]
    speak(speaker.peer, 1)
    listener.transport.connected = false
    router.report()
    expect(listener.transport.control()).toEqual([])
    listener.transport.connected = true
    nowMs += 5_000
    router.report()
    expect(listener.transport.control()).toEqual([])
  })

  it('what is no RTCP is passed over', () => {
    const { peer } = enter('s')
    router.control(peer, Buffer.from([0x80, 200, 0, 9]))
    expect(peer.listener.wantsRed).toBe(false)
  })
})
