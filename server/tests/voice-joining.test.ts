import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { permissionOverrides } from '../database/schema.ts'
import { newId } from '../utils/ids.ts'
import { answerOffer } from './harness/rtp-peer.ts'
import { helloOf } from './harness/voice-client.ts'
import { setStage, type Stage } from './harness/voice-stage.ts'

const slots = 4
let stage: Stage
beforeAll(async () => {
  stage = await setStage({ voice: { slots } })
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

describe('V1: who may join', () => {
  const turnedAway = async (token: string, channelId?: string) => {
    const socket = await stage.openSocket(channelId)
    socket.send(helloOf(token))
    const { code } = await socket.next('session.refused')
    return [code, (await socket.closed()).code]
  }

  it('whoever may not know of the channel hears that there is none', async () => {
    const stranger = await stage.server.register('stranger')
    expect(await turnedAway(stranger.token)).toEqual(['not_found', 4404])
    expect(await turnedAway(stage.owner.token, newId())).toEqual(['not_found', 4404])
  })

  it('a member without connect_voice is refused', async () => {
    const { user, token } = await stage.person('outsider')
    await stage.server.context.database.db.insert(permissionOverrides).values({
      ...{ id: newId(), channelId: stage.hall.id, userId: user.id, allow: [], deny: ['connect_voice'] },
    })
    expect(await turnedAway(token)).toEqual(['forbidden', 4403])
  })

  it('a full channel takes nobody more, until somebody leaves', async () => {
    const small = await stage.addChannel('Booth', { userLimit: 1 })
    const anna = await stage.join('anna', { channelId: small.id, media: false })
    const { token } = await stage.person('ben')
    expect(await turnedAway(token, small.id)).toEqual(['channel_full', 4430])
    anna.leave()
    expect((await anna.closed()).code).toBe(1000)
    const ben = await stage.join('ben', { channelId: small.id, media: false })
    expect(ben.welcome.participants).toHaveLength(1)
  })

  it('an address without a channel’s id is no socket', async () => {
    await expect(stage.openSocket('lounge')).rejects.toThrow('400')
  })
})

it('V2: the offer comes first, then the welcome, with everybody', async () => {
  const anna = await stage.join('anna')
  const ben = await stage.join('ben', { hello: { muted: true, sending: false } })
  expect(ben.all.map(({ type }) => type).slice(0, 2)).toEqual(['media.offer', 'session.welcome'])
  expect(ben.welcome).toMatchObject({
    resumed: false,
    mediaKept: false,
    slots: [anna.id, ben.id, null, null],
    group: null,
    kind: 'voice',
    encryption: 'e2ee',
  })
  expect(ben.welcome.participants).toMatchObject([
    { id: anna.id, muted: false, sending: true, connection: 'connected' },
    { id: ben.id, muted: true, sending: false, connection: 'connected' },
  ])
  expect(await anna.next('participant.joined')).toMatchObject({ participant: { id: ben.id, muted: true } })
  expect(await anna.next('slot.assigned')).toMatchObject({ slot: 1, participantId: ben.id })
  ben.leave()
  expect(await anna.next('participant.left')).toMatchObject({ participantId: ben.id })
})

describe('V3: the offer', () => {
  it('has one microphone section to receive on and all slots to send in, and our address', async () => {
    const anna = await stage.join('anna', { media: false })
    const { sdp, generation } = await anna.next('media.offer')
    expect(generation).toBe(1)
    const [, ...sections] = sdp.split('\r\nm=')
    const about = sections.map((section) => [
      /a=mid:(\S+)/.exec(section)?.[1],
      /a=(recvonly|sendonly)/.exec(section)?.[1],
    ])
    expect(about).toEqual([
      ['mic', 'recvonly'],
      ...Array.from({ length: slots }, (_, slot) => [`slot${slot}`, 'sendonly']),
    ])
    // RED first, or browsers send plain Opus.
    expect(sections[0]).toMatch(/^audio \d+ \S+ 63 111\r\n/)
    expect(sdp.match(/a=candidate:.*/g)).toEqual([expect.stringContaining(' 127.0.0.1 ')])
    expect(sdp).toContain('\r\na=ice-lite\r\n')
  })

  it('an answer to an older one is passed over; one that does not fit closes with 4400', async () => {
    const anna = await stage.join('anna', { media: false })
    anna.send({ type: 'media.answer', generation: 7, sdp: 'nonsense' })
    anna.send({ type: 'session.ping', id: 1 })
    await anna.next('session.pong', ({ id }) => id === 1)
    anna.send({ type: 'media.answer', generation: 1, sdp: 'nonsense' })
    expect((await anna.closed()).code).toBe(4400)
  })

  it('is answered once; whoever knocks before is let in when the answer comes', async () => {
    const anna = await stage.join('anna', { media: false })
    const offer = await anna.next('media.offer')
    const peer = await answerOffer(offer.sdp, () => {})
    anna.send({ type: 'session.ping', id: 1 })
    await anna.next('session.pong')
    expect(peer.isConnected).toBe(false)
    const answer = { type: 'media.answer', generation: 1, sdp: peer.answer } as const
    anna.send(answer)
    await peer.connected
    anna.send(answer)
    expect((await anna.closed()).code).toBe(4400)
    peer.close()
  })
})

it('V4: media.renew brings an offer of the next generation and ends the old transport', async () => {
  const [anna, ben] = [await stage.join('anna'), await stage.join('ben')]
  const before = anna.media
  anna.send({ type: 'media.renew' })
  await anna.connected()
  expect(anna.all.filter(({ type }) => type === 'media.offer')).toMatchObject([{ generation: 1 }, { generation: 2 }])
  expect(anna.media).not.toBe(before)
  const stop = ben.speak({ payload: Buffer.from('after renewal') })
  await anna.hears(Buffer.from('after renewal'))
  stop()
})

it('V12: when the channel is deleted its call ends with 4404', async () => {
  const doomed = await stage.addChannel('Doomed')
  const [anna, ben] = [
    await stage.join('anna', { channelId: doomed.id }),
    await stage.join('ben', { channelId: doomed.id, media: false }),
  ]
  expect((await stage.owner.delete(`/api/channels/${doomed.id}`)).status).toBeLessThan(300)
  expect((await Promise.all([anna.closed(), ben.closed()])).map(({ code }) => code)).toEqual([4404, 4404])
})
