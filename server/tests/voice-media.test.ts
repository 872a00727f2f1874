import { setTimeout as pause } from 'node:timers/promises'
import { buildRed, mediaFormat } from '@chaos/protocol'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { parseRtcp } from '../voice/rtp/rtcp.ts'
import { seededRandom } from './harness/random.ts'
import type { VoiceClient } from './harness/voice-client.ts'
import { setStage, type Stage } from './harness/voice-stage.ts'

const random = seededRandom(9)
let stage: Stage
beforeAll(async () => {
  stage = await setStage({ voice: { slots: 2 } })
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

/** As long and as random as a sealed frame. */
const sealed = (): Buffer => random.bytes(90)

/** Sends a frame until the other has heard it: the first packets may go out before the way is open for both. */
async function reaches(speaker: VoiceClient, listener: VoiceClient): Promise<void> {
  const payload = sealed()
  const stop = speaker.speak({ payload })
  await listener.hears(payload).finally(stop)
}

describe('two and three people', () => {
  it('hear each other: payloads untouched, headers of the slot', async () => {
    const [anna, ben, carl] = [
      await stage.join('anna'),
      await stage.join('ben'),
      await stage.join('carl', { media: false }),
    ]
    await reaches(anna, ben)
    await reaches(ben, anna)
    const payloads = Array.from({ length: 20 }, sealed)
    const from = ben.packets.length
    const sent = payloads.map((payload) => anna.sendMedia({ payload }))
    await ben.hears(payloads.at(-1) ?? Buffer.alloc(0))
    const got = ben.packets.slice(from).filter(({ payload }) => payloads.some((known) => known.equals(payload)))
    expect(got.map(({ payload }) => payload.toString('hex'))).toEqual(
      payloads.map((payload) => payload.toString('hex')),
    )
    const slot = ben.welcome.slots.indexOf(anna.id)
    const [first] = got
    for (const [index, packet] of got.entries()) {
      expect(packet).toMatchObject({ slot, payloadType: mediaFormat.opus, ssrc: mediaFormat.firstSlotSsrc + slot })
      expect(packet.sequence).toBe(((first?.sequence ?? 0) + index) & 0xffff)
      expect(packet.timestamp).toBe(((first?.timestamp ?? 0) + index * 960) >>> 0)
      expect(packet.ssrc).not.toBe(anna.media.ssrc)
      expect(packet.level).toBe(20)
    }
    expect(sent).toHaveLength(20)
    expect(carl.packets).toEqual([])
  })

  it('each in a slot of their own', async () => {
    const [anna, ben] = [await stage.join('anna'), await stage.join('ben')]
    await reaches(anna, ben)
    await reaches(ben, anna)
    expect(new Set(anna.packets.map(({ slot }) => slot))).toEqual(new Set([1]))
    expect(new Set(ben.packets.map(({ slot }) => slot))).toEqual(new Set([0]))
  })

  it('speak with redundancy: it is left out for who has no loss, and repairs what was lost on the way in', async () => {
    const [anna, ben] = [await stage.join('anna'), await stage.join('ben')]
    await reaches(anna, ben)
    const [lost, next] = [sealed(), sealed()]
    const before = anna.sendMedia({ payload: sealed() })
    // The packet with `lost` is never sent; its frame comes along with the next one.
    const numbers = { sequence: (before.sequence + 2) & 0xffff, timestamp: (before.timestamp + 1920) >>> 0 }
    const payload = buildRed(mediaFormat.opus, next, { payload: lost, timestampOffset: 960 })
    anna.sendMedia({ payload, payloadType: mediaFormat.red, ...numbers })
    const [repaired, primary] = await Promise.all([ben.hears(lost), ben.hears(next)])
    expect([repaired.payloadType, primary.payloadType]).toEqual([mediaFormat.opus, mediaFormat.opus])
    expect(primary.sequence).toBe((repaired.sequence + 1) & 0xffff)
    expect(primary.timestamp).toBe((repaired.timestamp + 960) >>> 0)
  })

  it('M2: who speaks is told by the levels beside the frames', async () => {
    const [anna, ben] = [await stage.join('anna', { media: false }), await stage.join('ben')]
    let stop = ben.speak({ payload: sealed(), level: 25 })
    const { participantIds } = await anna.next('speaking.changed')
    stop()
    expect(participantIds).toEqual([ben.id])
    stop = ben.speak({ payload: sealed(), level: 90 })
    expect((await anna.next('speaking.changed')).participantIds).toEqual([])
    stop()
  })

  it('get RTCP: sender reports for the slots, receiver reports for what they send', async () => {
    const [anna, ben] = [await stage.join('anna'), await stage.join('ben')]
    const stop = ben.speak({ payload: sealed() })
    const sourcesIn = (client: VoiceClient, kind: 'sender' | 'receiver') =>
      client.media.control
        .flatMap((packet) => parseRtcp(packet) ?? [])
        .flatMap((item) =>
          item.kind === 'sender'
            ? [['sender', item.ssrc]]
            : item.kind === 'receiver'
              ? [['receiver', item.blocks[0]?.ssrc]]
              : [],
        )
        .filter(([reported]) => reported === kind)
        .map(([, ssrc]) => ssrc)
    await vi.waitFor(() => expect(sourcesIn(anna, 'sender')).toContain(mediaFormat.firstSlotSsrc + 1), 5_000)
    await vi.waitFor(() => expect(sourcesIn(ben, 'receiver')).toContain(ben.media.ssrc), 5_000)
    stop()
  })
})

describe('V5: more people than slots', () => {
  it('the loudest are heard, and all are told in which slot', async () => {
    const [anna, ben] = [await stage.join('anna'), await stage.join('ben')]
    const [carl, dora] = [await stage.join('carl'), await stage.join('dora')]
    expect(dora.welcome.slots).toEqual([anna.id, ben.id])
    await reaches(anna, dora)
    await pause(900)
    const payload = sealed()
    const stop = carl.speak({ payload, level: 15 })
    const change = await dora.next('slot.assigned', ({ participantId }) => participantId === carl.id)
    const packet = await dora.hears(payload)
    expect(packet.slot).toBe(change.slot)
    for (const client of [anna, ben]) {
      expect(await client.next('slot.assigned', ({ participantId }) => participantId === carl.id)).toEqual(change)
      await client.hears(payload)
    }
    stop()
    expect(carl.packets.some((own) => own.payload.equals(payload))).toBe(false)
  })

  it('a slot’s stream goes on without a break when somebody else takes it', async () => {
    const [anna, ben, carl] = [await stage.join('anna'), await stage.join('ben'), await stage.join('carl')]
    await pause(900)
    const [first, second] = [sealed(), sealed()]
    let stop = carl.speak({ payload: first, level: 15 })
    const { slot } = await ben.hears(first)
    await pause(900)
    stop()
    // Silent for so long that the slot is Anna's for the asking.
    await pause(500)
    stop = anna.speak({ payload: second, level: 5 })
    expect((await ben.hears(second)).slot).toBe(slot)
    stop()
    const inSlot = ben.packets.filter((packet) => packet.slot === slot)
    const change = inSlot.findIndex(({ payload }) => payload.equals(second))
    expect(change).toBeGreaterThan(10)
    for (const [index, { sequence }] of inSlot.entries()) {
      expect(sequence, `packet ${index}`).toBe(((inSlot[0]?.sequence ?? 0) + index) & 0xffff)
    }
    expect(inSlot[change]?.marker).toBe(true)
    const silentMs = ((inSlot[change]?.timestamp ?? 0) - (inSlot[change - 1]?.timestamp ?? 0)) / 48
    expect(silentMs).toBeGreaterThan(400)
    expect(silentMs).toBeLessThan(2_000)
  })
})

describe('V6, V7: muted', () => {
  it('nothing of somebody who muted themselves arrives, and all of it once they are back', async () => {
    const [anna, ben] = [await stage.join('anna'), await stage.join('ben')]
    await reaches(anna, ben)
    anna.muted(true)
    await ben.next('participant.updated', ({ participant }) => participant.muted)
    const secret = sealed()
    for (let n = 0; n < 20; n += 1) anna.sendMedia({ payload: secret })
    // What is dropped cannot be awaited.
    await pause(300)
    anna.muted(false)
    await ben.next('participant.updated', ({ participant }) => !participant.muted)
    await reaches(anna, ben)
    expect(ben.packets.some(({ payload }) => payload.equals(secret))).toBe(false)
  })

  it('who may mute others does so for all; the rest may not', async () => {
    const [owner, anna, ben] = [await stage.join('owner'), await stage.join('anna'), await stage.join('ben')]
    expect([owner, ben].map(({ welcome }) => welcome.permissions.includes('mute_members'))).toEqual([true, false])
    await reaches(anna, ben)
    ben.muteOther(anna.id, true)
    expect(await ben.next('session.refused')).toMatchObject({ code: 'forbidden' })
    owner.muteOther(anna.id, true)
    await ben.next('participant.updated', ({ participant }) => participant.id === anna.id && participant.serverMuted)
    // Un-muting oneself does not lift it.
    anna.muted(false)
    const secret = sealed()
    for (let n = 0; n < 20; n += 1) anna.sendMedia({ payload: secret })
    await reaches(owner, ben)
    expect(ben.packets.some(({ payload }) => payload.equals(secret))).toBe(false)

    anna.leave()
    await anna.closed()
    const again = await stage.join('anna')
    expect(again.welcome.participants.find(({ id }) => id === again.id)).toMatchObject({ serverMuted: true })
    owner.muteOther(again.id, false)
    await ben.next('participant.updated', ({ participant }) => participant.id === again.id && !participant.serverMuted)
    await reaches(again, ben)
  })

  it('whoever is deafened gets nothing', async () => {
    const [anna, ben, carl] = [await stage.join('anna'), await stage.join('ben'), await stage.join('carl')]
    await reaches(anna, ben)
    ben.send({ type: 'state.set', muted: true, deafened: true, sending: true })
    await carl.next('participant.updated', ({ participant }) => participant.deafened)
    await pause(50)
    const before = ben.packets.length
    await reaches(anna, carl)
    expect(ben.packets.length).toBe(before)
  })
})

describe('V11: what the server drops', () => {
  it('packets over 1,200 bytes and formats that the offer did not name', async () => {
    const [anna, ben] = [await stage.join('anna'), await stage.join('ben')]
    await reaches(anna, ben)
    const dropped = Array.from({ length: 5 }, (_, n) => random.bytes(n === 4 ? 1_200 : 90))
    for (const [n, payload] of dropped.entries()) anna.sendMedia({ payload, payloadType: [0, 9, 96, 13][n] ?? 111 })
    await reaches(anna, ben)
    const arrived = dropped.filter((payload) => ben.packets.some((packet) => packet.payload.equals(payload)))
    expect(arrived).toEqual([])
  })

  it('more than 150 packets a second', async () => {
    const [anna, ben] = [await stage.join('anna'), await stage.join('ben')]
    await reaches(anna, ben)
    const before = ben.packets.length
    const startedAtMs = performance.now()
    for (let n = 0; n < 2_000; n += 1) {
      anna.sendMedia({ payload: sealed() })
      if (n % 100 === 99) await pause(5)
    }
    await pause(300)
    const seconds = (performance.now() - startedAtMs) / 1000
    const passed = ben.packets.length - before
    expect(passed).toBeLessThanOrEqual(300 + 150 * seconds)
    expect(passed).toBeGreaterThan(150)
    await reaches(anna, ben)
  })
})
