import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { agreed, joinEncrypted } from './harness/encrypted-client.ts'
import { seededRandom } from './harness/random.ts'
import type { VoiceClient } from './harness/voice-client.ts'
import { setStage, type Stage } from './harness/voice-stage.ts'

const random = seededRandom(53)
const frame = () => random.bytes(60)
let stage: Stage
beforeAll(async () => {
  stage = await setStage({ voice: { slots: 2 } })
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

let temporaryId = ''

let leftAtMs = 0

it('V18: a temporary channel stays while somebody is in it', async () => {
  const { id } = await stage.addSpecial('For now', { isTemporary: true })
  temporaryId = id
  const anna = await stage.join('anna', { channelId: id, media: false })
  anna.leave()
  await anna.closed()
  leftAtMs = performance.now()
  expect(
    (await stage.server.context.services.channels.list(viewerOf(), stage.community.id)).map((c) => c.id),
  ).toContain(id)
})

const viewerOf = () => ({ userId: stage.owner.user.id, sessionId: '' })
const floorSeen = (seenBy: VoiceClient, id: string, kind: string) =>
  seenBy.next('participant.updated', ({ participant }) => participant.id === id && participant.floor.kind === kind)

describe('V13, V14: a stage', () => {
  it('forwards nothing from listeners; with the word they are heard, through the encryption', async () => {
    const { id: channelId } = await stage.addSpecial('Forum', { kind: 'stage' })
    const led = await joinEncrypted(stage, 'owner', { channelId })
    const anna = await joinEncrypted(stage, 'anna', { channelId })
    await agreed([led, anna])
    expect(anna.client.welcome).toMatchObject({ kind: 'stage', slots: [led.id, null] })
    const early = frame()
    for (let n = 0; n < 10; n += 1) await anna.say(early)
    await pause(200)
    expect(led.heard).toEqual([])

    anna.client.send({ type: 'stage.raise' })
    const { participant } = await led.client.next(
      'participant.updated',
      (message) => message.participant.id === anna.id,
    )
    expect(participant.floor).toEqual({ kind: 'listener', hand: 1, invited: false })
    // Taken now, so that it is not taken for the end of the word below.
    await floorSeen(anna.client, anna.id, 'listener')
    led.client.send({ type: 'stage.allow', participantId: anna.id })
    await floorSeen(anna.client, anna.id, 'speaker')
    const word = frame()
    const speaking = setInterval(() => void anna.say(word), 20)
    await led.hears(word)
    clearInterval(speaking)

    led.client.send({ type: 'stage.dismiss', participantId: anna.id })
    await floorSeen(anna.client, anna.id, 'listener')
    const late = frame()
    for (let n = 0; n < 10; n += 1) await anna.say(late)
    await pause(200)
    expect(
      led.heard.some(({ outcome }) => outcome.kind === 'opened' && Buffer.from(late).equals(outcome.plaintext)),
    ).toBe(false)
    led.stop()
    anna.stop()
  })

  it('is led only by who may; a hand survives a lost socket', async () => {
    const { id: channelId } = await stage.addSpecial('Panel', { kind: 'stage' })
    const options = { channelId, media: false }
    const [led, anna, ben] = [
      await stage.join('owner', options),
      await stage.join('anna', options),
      await stage.join('ben', options),
    ]
    ben.send({ type: 'stage.allow', participantId: ben.id })
    expect(await ben.next('session.refused')).toMatchObject({ code: 'forbidden' })
    for (const client of [anna, ben]) {
      client.send({ type: 'stage.raise' })
      await led.next('participant.updated', ({ participant }) => participant.id === client.id)
    }
    ben.kill()
    const back = await stage.join('ben', { ...options, hello: ben.resume(false) })
    expect(back.id).toBe(ben.id)
    expect(back.welcome.participants.map(({ floor }) => (floor.kind === 'listener' ? floor.hand : floor.kind))).toEqual(
      ['speaker', 1, 2],
    )
    led.send({ type: 'stage.lower', participantId: anna.id })
    const lowered = await anna.next('participant.updated', ({ participant }) => participant.id === anna.id)
    expect(lowered.participant.floor).toMatchObject({ hand: 1 })
    expect(await anna.next('participant.updated', ({ participant }) => participant.id === anna.id)).toMatchObject({
      participant: { floor: { hand: null } },
    })
  })
})

describe('O1, O2: an open channel', () => {
  it('says so, forwards what is in clear, and has no group', async () => {
    const { id: channelId } = await stage.addSpecial('Open house', { encryption: 'open' })
    const [anna, ben] = [await stage.join('anna', { channelId }), await stage.join('ben', { channelId })]
    expect(ben.welcome).toMatchObject({ encryption: 'open', group: null })
    const clear = frame()
    const stop = anna.speak({ payload: clear })
    await ben.hears(clear)
    stop()
    anna.send({ type: 'group.create', groupInfo: 'AAAA' })
    expect(await anna.next('session.refused')).toMatchObject({ code: 'forbidden' })
  })
})

describe('V17: the AFK channel', () => {
  it('takes who is silent for as long as the community says; nobody is heard there', async () => {
    const quiet = await stage.addChannel('Quiet')
    await stage.settle({ afkChannelId: quiet.id, afkSeconds: 2 })
    const [anna, ben] = [await stage.join('anna'), await stage.join('ben', { media: false })]
    const stop = anna.speak({ payload: frame(), level: 20 })
    expect(await ben.next('session.moved')).toMatchObject({ channel: { id: quiet.id }, because: 'silence' })
    expect((await ben.closed()).code).toBe(4411)
    expect(anna.isClosed).toBe(false)
    stop()
    expect(await anna.next('session.moved')).toMatchObject({ because: 'silence' })
    const there = await stage.join('anna', { channelId: quiet.id })
    const [other, unheard] = [await stage.join('ben', { channelId: quiet.id }), frame()]
    expect(other.welcome).toMatchObject({ kind: 'away', slots: [null, null] })
    for (let n = 0; n < 10; n += 1) there.sendMedia({ payload: unheard, level: 20 })
    await pause(200)
    expect(other.packets).toEqual([])
    await stage.settle({ afkChannelId: null })
  })
})

describe('V16: who has priority', () => {
  it('says so to the others and is heard in a full room', async () => {
    await stage.appoint('host', ['priority_speaker'])
    const crowd = [await stage.join('anna'), await stage.join('ben')]
    const stops = crowd.map((client) => client.speak({ payload: frame(), level: 5 }))
    const [host, carl] = [await stage.join('host'), await stage.join('carl')]
    expect(carl.welcome.participants.find(({ id }) => id === host.id)).toMatchObject({ priority: true })
    const word = frame()
    stops.push(host.speak({ payload: word, level: 40 }))
    await carl.hears(word)
    await carl.next('speaking.changed', ({ participantIds }) => participantIds.includes(host.id))
    for (const stop of stops) stop()
    host.send({ type: 'priority.set', on: false })
    await carl.next('participant.updated', ({ participant }) => participant.id === host.id && !participant.priority)
  })
})

it('V18: a temporary channel goes ten seconds after the last one left, and everybody is told', async () => {
  const told = new Promise<void>((resolve) => {
    stage.server.context.events.community.subscribe(stage.community.id, (fact) => {
      if (fact.type === 'channel.deleted' && fact.channelId === temporaryId) resolve()
    })
  })
  const { channels } = stage.server.context.services
  const find = async () => (await channels.list(viewerOf(), stage.community.id)).some(({ id }) => id === temporaryId)
  if (await find()) await told
  expect(performance.now() - leftAtMs).toBeGreaterThan(9_000)
  expect(await find()).toBe(false)
})
