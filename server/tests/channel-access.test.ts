import { parsePresenceServerMessage, type PresenceServerMessage, protocolVersion } from '@chaos/protocol'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { gather } from './harness/gather.ts'
import { openSocket } from './harness/socket-client.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import type { SignedInClient } from './harness/test-client.ts'
import { joinVoice, type VoiceClient } from './harness/voice-client.ts'

let server: TestServer
let owner: SignedInClient
let member: SignedInClient
let other: SignedInClient
let club: Awaited<ReturnType<typeof gather>>
const calls: VoiceClient[] = []
beforeAll(async () => {
  server = await startServer()
  owner = await server.register('owner')
  member = await server.register('member')
  other = await server.register('other')
})
beforeEach(async () => {
  club = await gather([owner, member, other])
})
afterEach(() => {
  for (const call of calls.splice(0)) call.dispose()
})
afterAll(() => server.close())

type Say = { type: string; [name: string]: unknown }

async function watch({ token }: SignedInClient) {
  const url = `${server.url}/ws/presence`
  const socket = await openSocket<PresenceServerMessage, Say>({ url, parse: parsePresenceServerMessage })
  socket.send({ type: 'session.hello', version: protocolVersion, token })
  await socket.next('session.welcome')
  socket.send({ type: 'watch.set', communityIds: [club.communityId] })
  const settled = async () => {
    socket.send({ type: 'session.ping', id: 1 })
    await socket.next('session.pong')
  }
  await settled()
  return { ...socket, settled }
}
async function talk({ token }: SignedInClient, channelId: string): Promise<VoiceClient> {
  const call = await joinVoice({ url: server.url, token, channelId, media: false })
  calls.push(call)
  return call
}
const hide = async (channelId: string) =>
  club.override(channelId, ['role', (await club.everybody()).id], { deny: ['view_channels'] })
const countIn =
  (channelId: string, count: number) =>
  (roster: { channelId: string; occupants: unknown[] }): boolean =>
    roster.channelId === channelId && roster.occupants.length === count

it('P20: nothing of a hidden channel reaches who may not see it', async () => {
  const room = await club.channel('Room')
  await hide(room.id)
  const [inside, outside] = [await watch(owner), await watch(member)]
  await talk(owner, room.id)
  await inside.next('roster.changed', countIn(room.id, 1))
  await owner.patch(`/api/channels/${room.id}`, { name: 'Renamed' })
  await inside.next('channel.updated')
  const late = await watch(member)
  const seen = await club.view(member)
  const order = { uncategorized: seen.channels.map(({ id }) => id), categories: [] }
  const { channels } = await club.view(owner)
  const from = { uncategorized: channels.map(({ id }) => id), categories: [] }
  await owner.put(`${club.path}/channels/order`, {
    from,
    to: { ...from, uncategorized: from.uncategorized.toReversed() },
  })
  expect((await outside.next('channels.arranged')).order).toEqual(order)
  await owner.delete(`/api/channels/${room.id}`)
  await inside.next('channel.deleted')
  for (const socket of [outside, late]) {
    await socket.settled()
    expect(JSON.stringify(socket.all)).not.toContain(room.id)
  }
  expect((await member.get(`/api/voice/rosters?communityId=${club.communityId}`)).body).toEqual([])
  for (const socket of [inside, outside, late]) socket.close()
})

it('P20: an override hides a channel at once and shows it again, with who is in it', async () => {
  const room = await club.channel('Room')
  const guest = await club.role('Guest')
  await talk(owner, room.id)
  const viewer = await watch(member)
  await viewer.next('roster.changed', countIn(room.id, 1))
  await hide(room.id)
  await viewer.next('roster.changed', countIn(room.id, 0))
  await viewer.next('access.changed')
  await talk(other, (await club.channel('Elsewhere')).id)
  await club.override(room.id, ['role', guest.id], { allow: ['view_channels'] })
  await viewer.settled()
  const since = viewer.all.slice(viewer.all.findIndex(({ type }) => type === 'access.changed'))
  expect(JSON.stringify(since)).not.toContain(room.id)
  await club.give(guest.id, member)
  await viewer.next('access.changed')
  expect(
    viewer.all.filter((message) => message.type === 'roster.changed').findLast(({ channelId }) => channelId === room.id)
      ?.occupants,
  ).toHaveLength(1)
  viewer.close()
})

it('P20: who is no longer in the community hears nothing more', async () => {
  const viewer = await watch(member)
  server.context.events.user.publish(member.user.id, { type: 'community.left', communityId: club.communityId })
  await viewer.next('community.left')
  await club.channel('New')
  await viewer.settled()
  expect(viewer.unread('channel.created')).toEqual([])
  viewer.close()
})

it.each([['connect_voice'], ['view_channels']])(
  'V20: whoever loses %s is out of the call within a second',
  async (name) => {
    const room = await club.channel('Room')
    const [stays, goes] = [await talk(owner, room.id), await talk(member, room.id)]
    await club.override(room.id, ['member', member.user.id], { deny: [name] })
    expect((await goes.closed(1_000)).reason).toBe('forbidden')
    await stays.next('participant.left', ({ participantId }) => participantId === goes.id, 1_000)
    const again = await openSocket<PresenceServerMessage, Say>({
      url: `${server.url}/ws/voice/${room.id}`,
      parse: () => ({ kind: 'message', message: { type: 'session.pong', id: 0 } }),
    })
    again.send({
      type: 'session.hello',
      version: protocolVersion,
      token: member.token,
      muted: false,
      deafened: false,
      sending: true,
    })
    expect([4403, 4404]).toContain((await again.closed()).code)
  },
)

it('V20: whoever loses the word is muted, and heard again when it comes back', async () => {
  const room = await club.channel('Room')
  const [listener, speaker] = [await talk(owner, room.id), await talk(member, room.id)]
  const everybody = await club.everybody()
  const without = everybody.permissions.filter((name) => name !== 'speak')
  const change = (permissions: string[]) => owner.patch(`${club.path}/roles/${everybody.id}`, { permissions })
  const muted = (wanted: boolean) =>
    listener.next('participant.updated', ({ participant }) => participant.serverMuted === wanted, 1_000)
  await change(without)
  expect((await muted(true)).participant.id).toBe(speaker.id)
  await change(everybody.permissions)
  await muted(false)
  // A moderator's mute outlasts it.
  listener.muteOther(speaker.id, true)
  await muted(true)
  await change(without)
  await change(everybody.permissions)
  await change([...everybody.permissions, 'priority_speaker'])
  expect(listener.unread('participant.updated')).toEqual([])
})

it('V20: the power to mute others ends with the permission', async () => {
  const room = await club.channel('Room')
  const guard = await club.role('Guard', ['mute_members'])
  await club.give(guard.id, member)
  const [listener, moderator] = [await talk(other, room.id), await talk(member, room.id)]
  moderator.muteOther(listener.id, true)
  await listener.next('participant.updated', ({ participant }) => participant.serverMuted)
  await owner.delete(`${club.path}/members/${member.user.id}/roles/${guard.id}`)
  await vi.waitFor(() => {
    moderator.muteOther(listener.id, true)
    expect(moderator.unread('session.refused')[0]?.code).toBe('forbidden')
  })
})
