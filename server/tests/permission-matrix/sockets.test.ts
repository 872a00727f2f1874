import { closeCodes, type VoiceClientMessage } from '@chaos/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { watchPresence } from '../harness/presence-client.ts'
import { startServer, type TestServer } from '../harness/start-server.ts'
import { helloOf, joinVoice, openVoiceSocket, type VoiceClient } from '../harness/voice-client.ts'
import { createWorlds, type People, type Persona, personas, registerPeople, type World } from './world.ts'

// Every message of the voice socket, from everybody, by one table.
let server: TestServer
let people: People
let worlds: ReturnType<typeof createWorlds>

beforeAll(async () => {
  server = await startServer()
  people = await registerPeople(server)
  worlds = createWorlds(server, people)
})
afterAll(async () => {
  await worlds?.close()
  await server?.close()
})

const tokenOf = (persona: Persona): string => (persona === 'anonymous' ? 'a.b.c' : people[persona].token)

/** How the door is closed to somebody; null: they come in. */
const doors: Record<Persona, keyof typeof closeCodes | null> = {
  anonymous: 'unauthenticated',
  stranger: 'notFound',
  banned: 'notFound',
  timedOut: 'forbidden',
  muted: null,
  member: null,
  moderator: null,
  admin: null,
  owner: null,
}
const inside = personas.filter((persona) => doors[persona] === null)
const moderators: Persona[] = ['moderator', 'admin', 'owner']

type Row = {
  /** Those whom it is not refused. */
  may: Persona[]
  /** The stage and not the hall. */
  onStage?: true
  message(target: VoiceClient, world: World): VoiceClientMessage
}
const blob = Buffer.alloc(8).toString('base64url')

/** `null`: what everybody says who is in. */
const rows: Record<VoiceClientMessage['type'], Row | null> = {
  'session.hello': null,
  'session.ping': null,
  'session.leave': null,
  'state.set': {
    may: inside,
    message: () => ({ type: 'state.set', muted: true, deafened: true, sending: false }),
  },
  'media.answer': null,
  'media.renew': null,
  'group.create': { may: inside, message: () => ({ type: 'group.create', groupInfo: blob }) },
  'group.commit': { may: inside, message: () => ({ type: 'group.commit', epoch: 7, commit: blob, groupInfo: blob }) },
  'group.sync': { may: inside, message: () => ({ type: 'group.sync' }) },
  'moderation.mute': {
    may: moderators,
    message: ({ id }) => ({ type: 'moderation.mute', participantId: id, muted: true }),
  },
  'moderation.deafen': {
    may: moderators,
    message: ({ id }) => ({ type: 'moderation.deafen', participantId: id, deafened: true }),
  },
  'moderation.disconnect': {
    may: moderators,
    message: ({ id }) => ({ type: 'moderation.disconnect', participantId: id }),
  },
  'moderation.move': {
    may: moderators,
    message: ({ id }, { stageId }) => ({ type: 'moderation.move', participantId: id, channelId: stageId }),
  },
  'priority.set': { may: moderators, message: () => ({ type: 'priority.set', on: true }) },
  'stage.raise': { may: inside, onStage: true, message: () => ({ type: 'stage.raise' }) },
  'stage.lower': {
    may: moderators,
    onStage: true,
    message: ({ id }) => ({ type: 'stage.lower', participantId: id }),
  },
  'stage.allow': {
    may: moderators,
    onStage: true,
    message: ({ id }) => ({ type: 'stage.allow', participantId: id }),
  },
  'stage.dismiss': {
    may: moderators,
    onStage: true,
    message: ({ id }) => ({ type: 'stage.dismiss', participantId: id }),
  },
}

const place = ({ channelId }: Pick<World, 'channelId'>) => ({ url: server.url, channelId })

describe('the door of a voice channel', () => {
  it.each(personas)('to %s', async (persona) => {
    const world = await worlds.create()
    const socket = await openVoiceSocket(place(world))
    socket.send(helloOf(tokenOf(persona)))
    const closed = doors[persona]
    if (closed === null) expect(await socket.next('session.welcome')).toBeTruthy()
    else expect(await socket.closed()).toMatchObject({ code: closeCodes[closed].code })
    socket.kill()
  })

  it('lets in whom the channel does not let speak, muted by the server', async () => {
    const world = await worlds.create()
    const client = await joinVoice({ ...place(world), token: tokenOf('muted'), media: false })
    expect(client.welcome.participants).toMatchObject([{ serverMuted: true }])
    client.dispose()
  })
})

describe('a message in a voice channel', () => {
  const tried = Object.entries(rows).flatMap(([type, row]) => (row ? [{ type, row }] : []))

  it.each(tried)('$type', async ({ row }) => {
    const found: Partial<Record<Persona, boolean>> = {}
    for (const persona of inside) {
      const world = await worlds.create()
      const room = place({ channelId: row.onStage ? world.stageId : world.channelId })
      const target = await joinVoice({ ...room, token: people.target.token, media: false })
      const client = await joinVoice({ ...room, token: tokenOf(persona), media: false })
      client.send(row.message(target, world))
      client.send({ type: 'session.ping', id: 77 })
      await client.next('session.pong', ({ id }) => id === 77)
      found[persona] = client.unread('session.refused').length === 0
      for (const one of [client, target]) one.dispose()
    }
    expect(found).toEqual(Object.fromEntries(inside.map((persona) => [persona, row.may.includes(persona)])))
  })
})

describe('the presence socket', () => {
  it('tells of a community only those who are in it', async () => {
    const world = await worlds.create()
    const talker = await joinVoice({ ...place(world), token: people.target.token, media: false })
    const first = await watchPresence(server.url, tokenOf('owner'), [world.communityId])
    await first.next('roster.changed')
    first.close()
    const found: Partial<Record<Persona, boolean>> = {}
    for (const persona of personas.filter((name) => name !== 'anonymous')) {
      const socket = await watchPresence(server.url, tokenOf(persona), [world.communityId])
      found[persona] = socket.unread('roster.changed').length > 0
      socket.close()
    }
    const seen = (persona: Persona) => !['stranger', 'banned'].includes(persona)
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, seen(name as Persona)])))
    talker.dispose()
  })
})
