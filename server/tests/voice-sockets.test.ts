import { closeCodes, parsePresenceServerMessage, protocolVersion, presenceLimits, voiceLimits } from '@chaos/protocol'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openSocket } from './harness/socket-client.ts'
import { helloOf } from './harness/voice-client.ts'
import { setStage, type Stage } from './harness/voice-stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

const openPresence = () => openSocket({ url: `${stage.server.url}/ws/presence`, parse: parsePresenceServerMessage })
const codeOf = async (socket: { closed(): Promise<{ code: number }> }) => (await socket.closed()).code

describe('W1: what is not of the protocol', () => {
  it.each([
    ['no JSON', '{'],
    ['an unknown type', '{"type":"session.hi"}'],
    ['an unknown member', JSON.stringify({ ...helloOf('x'), more: 1 })],
    ['a binary frame', Buffer.from(JSON.stringify(helloOf('x')))],
    ['a text over the limit', ' '.repeat(voiceLimits.messageLength + 1)],
  ])('%s is refused and closes with 4400', async (_name, data) => {
    const socket = await stage.openSocket()
    socket.sendRaw(data)
    expect(await socket.next('session.refused')).toMatchObject({ code: 'bad_request' })
    expect(await codeOf(socket)).toBe(4400)
  })

  it('also after the hello, and on the presence socket, whose limit is its own', async () => {
    const anna = await stage.join('anna', { media: false })
    anna.sendRaw('{"type":"state.set","muted":1}')
    expect(await anna.next('session.refused')).toMatchObject({ code: 'bad_request' })
    expect(await codeOf(anna)).toBe(4400)
    const presence = await openPresence()
    presence.sendRaw(' '.repeat(presenceLimits.messageLength + 1))
    expect(await codeOf(presence)).toBe(4400)
  })

  it('a frame far beyond the limit cuts the socket off, and the server goes on', async () => {
    const socket = await stage.openSocket()
    socket.sendRaw(' '.repeat(voiceLimits.messageLength * 3 + 1))
    expect([1006, 1009]).toContain(await codeOf(socket))
    expect((await stage.server.anonymous.get('/api/health/live')).status).toBe(200)
  })
})

describe('W2: the hello', () => {
  it('of another version is refused and closes with 4426', async () => {
    const { token } = await stage.person('anna')
    const socket = await stage.openSocket()
    socket.send(helloOf(token, { version: protocolVersion + 1 }))
    expect(await socket.next('session.refused')).toMatchObject({ code: 'unsupported_version' })
    expect(await codeOf(socket)).toBe(closeCodes.unsupportedVersion.code)
  })

  it('is the first message and comes once', async () => {
    const [early, pinging] = [await stage.openSocket(), await stage.openSocket()]
    early.send({ type: 'group.sync' })
    pinging.send({ type: 'session.ping', id: 1 })
    const anna = await stage.join('anna', { media: false })
    anna.send(helloOf((await stage.person('anna')).token))
    expect(await Promise.all([early, pinging, anna].map(codeOf))).toEqual([4400, 4400, 4400])
    expect(pinging.all).toEqual([])
  })
})

describe('W4: the token', () => {
  it('that is bad closes with 4401', async () => {
    for (const token of ['', 'nonsense', `${(await stage.person('anna')).token}x`]) {
      const socket = await stage.openSocket()
      socket.send(helloOf(token))
      expect(await socket.next('session.refused')).toMatchObject({ code: 'unauthenticated' })
      expect(await codeOf(socket)).toBe(4401)
    }
  })

  it('signing out closes that sign-in’s sockets with 4401, and the others see its participant go', async () => {
    const anna = await stage.join('anna', { media: false })
    const leaver = await stage.server.register('leaver')
    const presence = await openPresence()
    presence.sendRaw(JSON.stringify({ type: 'session.hello', version: protocolVersion, token: leaver.token }))
    await presence.next('session.welcome')
    const member = await stage.person('goer')
    const goer = await stage.join('goer', { media: false })
    for (const { cookie } of [member, leaver]) {
      const reply = await stage.server.anonymous.post(
        '/api/auth/sign-out',
        {},
        {
          cookie,
          origin: stage.server.url,
        },
      )
      expect(reply.status).toBeLessThan(300)
    }
    expect(await Promise.all([goer, presence].map(codeOf))).toEqual([4401, 4401])
    await anna.next('participant.updated', ({ participant }) => participant.connection === 'reconnecting')
    expect(anna.isClosed).toBe(false)
  })
})

it('W3, W5: who says no hello within 5 s goes with 4408, who falls silent for 5 s with 4410', async () => {
  const mute = await stage.openSocket()
  const silent = await stage.join('carl', { media: false, pings: false })
  const lively = await stage.join('dora', { media: false })
  const startedAtMs = performance.now()
  expect(await Promise.all([mute, silent].map(codeOf))).toEqual([4408, 4410])
  expect(performance.now() - startedAtMs).toBeGreaterThan(4_500)
  expect(lively.isClosed).toBe(false)
})

it('W5: a ping is answered with its id', async () => {
  const anna = await stage.join('anna', { media: false })
  anna.send({ type: 'session.ping', id: 77 })
  await anna.next('session.pong', ({ id }) => id === 77)
  expect(anna.isClosed).toBe(false)
})

it('W6: messages take effect in the order they were sent', async () => {
  const [anna, ben] = [await stage.join('anna', { media: false }), await stage.join('ben', { media: false })]
  for (let n = 0; n < 21; n += 1) ben.muted(n % 2 === 0)
  ben.send({ type: 'session.ping', id: 1 })
  await ben.next('session.pong', ({ id }) => id === 1)
  const states: boolean[] = []
  while (states.length < 21) {
    states.push(
      (await anna.next('participant.updated', ({ participant }) => participant.id === ben.id)).participant.muted,
    )
  }
  expect(states).toEqual(Array.from({ length: 21 }, (_, n) => n % 2 === 0))
})

it('W9: a flood of messages closes with 4429', async () => {
  const anna = await stage.join('anna', { media: false })
  for (let n = 0; n < 260; n += 1) anna.send({ type: 'session.ping', id: n })
  expect(await codeOf(anna)).toBe(4429)
  expect(anna.unread('session.pong').length).toBeLessThanOrEqual(200)
})

it('W10: a refusal after the hello answers one message and leaves the socket open', async () => {
  const [anna, ben] = [await stage.join('anna', { media: false }), await stage.join('ben', { media: false })]
  ben.muteOther(anna.id, true)
  expect(await ben.next('session.refused')).toMatchObject({ code: 'forbidden' })
  ben.send({ type: 'session.ping', id: 5 })
  await ben.next('session.pong', ({ id }) => id === 5)
})

it('W7: a server that stops says when to come back and closes with 1012', async () => {
  const other = await setStage()
  const presence = await openSocket({ url: `${other.server.url}/ws/presence`, parse: parsePresenceServerMessage })
  presence.sendRaw(JSON.stringify({ type: 'session.hello', version: protocolVersion, token: other.owner.token }))
  await presence.next('session.welcome')
  const anna = await other.join('anna')
  const stopped = other.server.close()
  const goodbyes = await Promise.all([anna.next('session.going'), presence.next('session.going')])
  for (const { returnAfterMs } of goodbyes) {
    expect(returnAfterMs).toBeGreaterThanOrEqual(250)
    expect(returnAfterMs).toBeLessThan(1_000)
  }
  expect(await Promise.all([anna, presence].map(codeOf))).toEqual([1012, 1012])
  await stopped
  anna.dispose()
})
