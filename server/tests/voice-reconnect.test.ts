import { voiceLimits } from '@chaos/protocol'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { seededRandom } from './harness/random.ts'
import type { VoiceClient } from './harness/voice-client.ts'
import { setStage, type Stage } from './harness/voice-stage.ts'

const random = seededRandom(10)
let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

async function reaches(speaker: VoiceClient, listener: VoiceClient): Promise<void> {
  const payload = random.bytes(80)
  const stop = speaker.speak({ payload })
  await listener.hears(payload).finally(stop)
}
const seen = (client: VoiceClient, other: VoiceClient, connection: 'connected' | 'reconnecting') =>
  client.next(
    'participant.updated',
    ({ participant }) => participant.id === other.id && participant.connection === connection,
  )

describe('V8: a socket that dies without a goodbye', () => {
  it('its participant is shown as reconnecting at once and is gone after 4 s', async () => {
    const [anna, ben] = [await stage.join('anna'), await stage.join('ben')]
    const killedAtMs = performance.now()
    ben.kill()
    await seen(anna, ben, 'reconnecting')
    expect(performance.now() - killedAtMs).toBeLessThan(1_000)
    await anna.next('participant.left', ({ participantId }) => participantId === ben.id)
    const goneAfterMs = performance.now() - killedAtMs
    expect(goneAfterMs).toBeGreaterThan(voiceLimits.goneAfterMs - 100)
    expect(goneAfterMs).toBeLessThan(10_000)
  })

  it('also when the network swallows it and nothing ends the connection: gone within 10 s', async () => {
    // Ben's socket stays open and says nothing more.
    const [anna, ben] = [
      await stage.join('anna', { media: false }),
      await stage.join('ben', { media: false, pings: false }),
    ]
    const silentFromMs = performance.now()
    await anna.next('participant.left', ({ participantId }) => participantId === ben.id, 12_000)
    expect(performance.now() - silentFromMs).toBeLessThan(10_500)
  })

  it('a goodbye shows at once', async () => {
    const [anna, ben] = [await stage.join('anna'), await stage.join('ben')]
    ben.leave()
    await anna.next('participant.left')
    expect((await ben.closed()).code).toBe(1000)
    expect(anna.unread('participant.updated')).toEqual([])
  })
})

describe('V9: coming back with the resume token', () => {
  it('is the same participant in the same slot, still muted, and nobody saw them leave', async () => {
    const [anna, ben] = [await stage.join('anna'), await stage.join('ben')]
    ben.muted(true)
    await anna.next('participant.updated', ({ participant }) => participant.muted)
    ben.kill()
    await seen(anna, ben, 'reconnecting')
    const back = await stage.join('ben', { hello: { muted: false, ...ben.resume(false) } })
    expect(back.welcome).toMatchObject({
      participantId: ben.id,
      resumed: true,
      mediaKept: false,
      slots: anna.welcome.slots.with(1, ben.id),
    })
    expect(back.welcome.participants.find(({ id }) => id === ben.id)).toMatchObject({
      muted: true,
      connection: 'connected',
    })
    expect(back.welcome.resumeToken).not.toBe(ben.welcome.resumeToken)
    expect((await seen(anna, ben, 'connected')).participant.muted).toBe(true)
    expect(anna.all.filter(({ type }) => type === 'participant.left')).toEqual([])
    back.muted(false)
    await reaches(back, anna)
  })

  it('with keepMedia: packets keep flowing while there is no socket, and there is no new offer', async () => {
    const [anna, ben] = [await stage.join('anna'), await stage.join('ben')]
    await reaches(anna, ben)
    await reaches(ben, anna)
    ben.kill()
    await seen(anna, ben, 'reconnecting')
    await reaches(anna, ben)
    await reaches(ben, anna)
    const back = await stage.join('ben', { hello: ben.resume(true), keptMedia: ben.media })
    expect(back.welcome).toMatchObject({ participantId: ben.id, resumed: true, mediaKept: true })
    await reaches(anna, ben)
    await reaches(back, anna)
    expect(back.all.filter(({ type }) => type === 'media.offer')).toEqual([])
  })

  it('while the old socket still looks alive: it is closed, and the participant stays', async () => {
    const [anna, ben] = [await stage.join('anna', { media: false }), await stage.join('ben', { media: false })]
    const back = await stage.join('ben', { hello: ben.resume(true), media: false })
    expect((await ben.closed()).code).toBe(4409)
    expect(back.id).toBe(ben.id)
    await expect(anna.next('participant.left', () => true, voiceLimits.goneAfterMs + 1_000)).rejects.toThrow('in vain')
    expect(anna.all.filter(({ type }) => type === 'participant.updated')).toEqual([])
  })

  it('after the others saw them leave they are back under the same id', async () => {
    const [anna, ben] = [await stage.join('anna', { media: false }), await stage.join('ben', { media: false })]
    ben.muted(true)
    await anna.next('participant.updated')
    ben.kill()
    await anna.next('participant.left')
    const back = await stage.join('ben', { hello: ben.resume(true), media: false })
    expect(back.welcome).toMatchObject({ participantId: ben.id, resumed: true, mediaKept: false })
    await anna.next('participant.joined', ({ participant }) => participant.id === ben.id && participant.muted)
  })

  it('is somebody new with a token that was used, is made up, or is another’s', async () => {
    const ben = await stage.join('ben', { media: false })
    ben.kill()
    const back = await stage.join('ben', { hello: ben.resume(false), media: false })
    back.kill()
    const again = await stage.join('ben', { hello: ben.resume(false), media: false })
    expect(again.welcome.resumed).toBe(false)
    again.kill()
    const thief = await stage.join('carl', { hello: again.resume(false), media: false })
    expect(thief.welcome.resumed).toBe(false)
    expect(thief.id).not.toBe(again.id)
    const made = await stage.join('dora', { hello: { resume: { token: 'made-up', keepMedia: true } }, media: false })
    expect(made.welcome.resumed).toBe(false)
  })
})

it('V10: one account is in one call; joining elsewhere ends the earlier stay with 4409', async () => {
  const other = await stage.addChannel('Elsewhere')
  const [anna, ben] = [await stage.join('anna'), await stage.join('ben')]
  const elsewhere = await stage.join('ben', { channelId: other.id })
  expect((await ben.closed()).code).toBe(4409)
  await anna.next('participant.left', ({ participantId }) => participantId === ben.id)
  expect(elsewhere.welcome.participants.map(({ id }) => id)).toEqual([elsewhere.id])
  const back = await stage.join('ben', { hello: ben.resume(false) })
  expect(back.welcome.resumed).toBe(false)
})
