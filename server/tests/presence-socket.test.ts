import { parsePresenceServerMessage, type PresenceServerMessage, protocolVersion } from '@chaos/protocol'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { newId } from '../utils/ids.ts'
import { seededRandom } from './harness/random.ts'
import { openSocket } from './harness/socket-client.ts'
import { setStage, type Stage } from './harness/voice-stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})
afterEach(() => stage.clear())
afterAll(() => stage.close())

type Roster = Extract<PresenceServerMessage, { type: 'roster.changed' }>
type Say = { type: string; [member: string]: unknown }

async function watcher(token: string, communityIds: string[]) {
  const url = `${stage.server.url}/ws/presence`
  const socket = await openSocket<PresenceServerMessage, Say>({ url, parse: parsePresenceServerMessage })
  socket.send({ type: 'session.hello', version: protocolVersion, token })
  await socket.next('session.welcome')
  socket.send({ type: 'watch.set', communityIds })
  return {
    ...socket,
    /** The next roster of the hall that has so many people, and fits. */
    rosterOf: (size: number, where: (roster: Roster) => boolean = () => true) =>
      socket.next('roster.changed', (roster) => roster.occupants.length === size && where(roster)),
    /** The server has dealt with all that was said before. */
    async settled(): Promise<void> {
      socket.send({ type: 'session.ping', id: 12 })
      await socket.next('session.pong')
    },
  }
}

it('P2: first the rosters of occupied channels, then changes; a channel not mentioned is empty', async () => {
  await stage.addChannel('Empty')
  const anna = await stage.join('anna', { media: false, hello: { muted: true } })
  const viewer = await watcher(stage.owner.token, [stage.community.id])
  const first = await viewer.rosterOf(1)
  expect(first).toMatchObject({
    communityId: stage.community.id,
    channelId: stage.hall.id,
    occupants: [{ userId: anna.welcome.participants[0]?.userId, muted: true, deafened: false }],
  })
  const ben = await stage.join('ben', { media: false })
  await viewer.rosterOf(2)
  ben.leave()
  await viewer.rosterOf(1)
  anna.leave()
  await viewer.rosterOf(0)
  expect(
    new Set(viewer.all.flatMap((message) => (message.type === 'roster.changed' ? [message.channelId] : []))),
  ).toEqual(new Set([stage.hall.id]))
  viewer.close()
})

it('P1: communities that the viewer is not in are passed over, also unknown ones', async () => {
  await stage.join('anna', { media: false })
  const stranger = await stage.server.register('stranger')
  const outside = await watcher(stranger.token, [stage.community.id, newId()])
  await outside.settled()
  await stage.join('ben', { media: false })
  const inside = await watcher(stage.owner.token, [newId(), stage.community.id])
  await inside.rosterOf(2)
  await outside.settled()
  expect(outside.all.map(({ type }) => type)).toEqual(['session.welcome', 'session.pong', 'session.pong'])
  for (const socket of [outside, inside]) socket.close()
})

it('P1: what is not watched any more is not told', async () => {
  const viewer = await watcher(stage.owner.token, [stage.community.id])
  await viewer.settled()
  await stage.join('anna', { media: false })
  await viewer.rosterOf(1)
  viewer.send({ type: 'watch.set', communityIds: [] })
  await viewer.settled()
  const other = await watcher(stage.owner.token, [stage.community.id])
  await other.rosterOf(1)
  await stage.join('ben', { media: false })
  await other.rosterOf(2)
  await viewer.settled()
  expect(viewer.unread('roster.changed')).toEqual([])
  viewer.send({ type: 'watch.set', communityIds: [stage.community.id] })
  await viewer.rosterOf(2)
  for (const socket of [other, viewer]) socket.close()
})

it('P3: who speaks is the whole set each time, and a roster shows who is muted', async () => {
  const viewer = await watcher(stage.owner.token, [stage.community.id])
  const [anna, ben] = [await stage.join('anna'), await stage.join('ben', { media: false })]
  const userOf = (id: string) => ben.welcome.participants.find((participant) => participant.id === id)?.userId
  const stop = anna.speak({ payload: seededRandom(3).bytes(60) })
  expect((await viewer.next('roster.speaking')).userIds).toEqual([userOf(anna.id)])
  stop()
  expect((await viewer.next('roster.speaking')).userIds).toEqual([])
  ben.muted(true)
  await viewer.rosterOf(2, ({ occupants }) => occupants.some(({ userId, muted }) => userId === userOf(ben.id) && muted))
  viewer.close()
})
