import type { CloseReason, Permission, VoiceServerMessage } from '@chaos/protocol'
import { exampleChannel } from '../../packages/protocol/src/testing/community-examples.ts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CallFact } from '../conversations/conversation-events.ts'
import type { CommunityFact, UserFact } from '../community/community-events.ts'
import { createFakeTransport, type FakeTransport } from '../tests/harness/fake-transport.ts'
import { createLogger } from '../utils/logger.ts'
import { createTopicBus } from '../utils/topic-bus.ts'
import type { RosterEvent } from './rosters.ts'
import type { OpenTransport } from './stay.ts'
import type { VoiceHello } from './admission.ts'
import { createVoiceService, type VoiceService } from './voice-service.ts'

const logger = createLogger({ level: 'silent', stream: 'stderr' })
const channel = exampleChannel({ id: 'hall', communityId: 'club', name: 'Hall', userLimit: 3 })
const everything: Permission[] = ['view_channels', 'connect_voice', 'speak', 'mute_members']

let voice: VoiceService
let permissions: Permission[]
let transports: FakeTransport[]
let community: ReturnType<typeof createTopicBus<CommunityFact>>
let user: ReturnType<typeof createTopicBus<UserFact>>
let roster: ReturnType<typeof createTopicBus<RosterEvent>>

beforeEach(() => {
  vi.useFakeTimers()
  permissions = everything
  transports = []
  community = createTopicBus<CommunityFact>(logger)
  user = createTopicBus<UserFact>(logger)
  roster = createTopicBus<RosterEvent>(logger)
  const openTransport: OpenTransport = (events) => {
    const transport = createFakeTransport(events)
    transports.push(transport)
    return transport
  }
  voice = createVoiceService({
    admit: (_viewer, channelId) =>
      Promise.resolve({
        channel: { ...channel, id: channelId },
        permissions: new Set(permissions),
        displayName: 'Somebody',
        avatar: null,
      }),
    permissionsIn: () => Promise.resolve(new Set(permissions)),
    events: { community, user, roster, call: createTopicBus<CallFact>(logger) },
    onCallChanged: () => {},
    openTransport,
    slots: 2,
    iceServers: [],
    now: () => performance.now(),
    logger,
  })
})
afterEach(() => {
  voice.close()
  vi.useRealTimers()
})

type Welcome = Extract<VoiceServerMessage, { type: 'session.welcome' }>

/** A client at one socket: what it was told, and how it was closed. Its socket ends when the server closes it. */
async function join(userId: string, hello: Partial<VoiceHello> = {}, channelId = 'hall') {
  const told: VoiceServerMessage[] = []
  const closed: CloseReason[] = []
  const connection = {
    signal: (message: VoiceServerMessage) => void told.push(message),
    close(reason: CloseReason): void {
      closed.push(reason)
      voice.detach(connection)
    },
  }
  const whole = { type: 'session.hello', version: 1, token: '', muted: false, deafened: false, sending: true } as const
  const stay = await voice.enter({ viewer: { userId, sessionId: 's' }, channelId, connection }, { ...whole, ...hello })
  const welcome = told.find((message): message is Welcome => message.type === 'session.welcome')
  if (!welcome) throw new Error('no welcome')
  return {
    stay,
    connection,
    closed,
    welcome,
    id: welcome.participantId,
    heard: () => told.splice(0).map((message) => message.type),
    messages: () => told.splice(0),
    drop: () => voice.detach(connection),
    /** What a hello says that brings this one back. */
    resume: (keepMedia = false) => ({ resume: { token: welcome.resumeToken, keepMedia } }),
  }
}

const updates = (messages: VoiceServerMessage[]) =>
  messages.flatMap((message) => (message.type === 'participant.updated' ? [message.participant.connection] : []))

describe('V1, V2: joining', () => {
  it('says welcome with everybody in the call, then offers media', async () => {
    const anna = await join('anna')
    expect(anna.heard()).toEqual(['session.welcome', 'media.offer'])
    const ben = await join('ben')
    expect(ben.welcome.participants.map(({ userId }) => userId)).toEqual(['anna', 'ben'])
    expect(ben.welcome.slots).toEqual([anna.id, ben.id])
    expect(ben.welcome.callId).toBe(anna.welcome.callId)
    expect(anna.heard()).toEqual(['participant.joined', 'slot.assigned'])
  })

  it('is refused without connect_voice and at the limit', async () => {
    permissions = ['speak']
    await expect(join('anna')).rejects.toMatchObject({ code: 'forbidden' })
    permissions = everything
    await Promise.all(['anna', 'ben', 'carl'].map((userId) => join(userId)))
    await expect(join('dora')).rejects.toMatchObject({ code: 'channel_full' })
  })

  it('without `speak` means being muted by the server', async () => {
    permissions = ['connect_voice']
    const { welcome } = await join('anna')
    expect(welcome.participants[0]).toMatchObject({ serverMuted: true, muted: false })
    expect(welcome.mayMuteOthers).toBe(false)
  })
})

describe('V8: a socket that goes without a goodbye', () => {
  it('shows its participant as reconnecting, and as gone after 4 s', async () => {
    const [anna, ben] = [await join('anna'), await join('ben')]
    anna.heard()
    ben.drop()
    expect(updates(anna.messages())).toEqual(['reconnecting'])
    await vi.advanceTimersByTimeAsync(3_999)
    expect(anna.heard()).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(anna.messages()).toMatchObject([
      { type: 'slot.assigned', slot: 1, participantId: null },
      { type: 'participant.left', participantId: ben.id },
    ])
    expect(transports[1]?.closed).toBe(true)
  })

  it('but a goodbye counts at once', async () => {
    const [anna, ben] = [await join('anna'), await join('ben')]
    anna.heard()
    voice.leave(ben.connection)
    expect(anna.heard()).toEqual(['slot.assigned', 'participant.left'])
    expect((await join('ben', ben.resume())).welcome.resumed).toBe(false)
  })
})

describe('V9: a resume token', () => {
  it('brings back the same participant, muted as before, with a new token and the same slot', async () => {
    const [anna, ben] = [await join('anna'), await join('ben')]
    ben.stay.setState({ muted: true, deafened: false, sending: true })
    ben.drop()
    await vi.advanceTimersByTimeAsync(3_000)
    anna.heard()
    const back = await join('ben', { ...ben.resume(), muted: false })
    expect(back.id).toBe(ben.id)
    expect(back.welcome).toMatchObject({ resumed: true, callId: anna.welcome.callId, slots: [anna.id, ben.id] })
    expect(back.welcome.participants[1]).toMatchObject({ muted: true, connection: 'connected' })
    expect(back.welcome.resumeToken).not.toBe(ben.welcome.resumeToken)
    expect(updates(anna.messages())).toEqual(['connected'])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(anna.heard()).toEqual([])
  })

  it('keeps the media when the client wants that and they still work', async () => {
    const ben = await join('ben')
    ben.drop()
    const back = await join('ben', ben.resume(true))
    expect(back.welcome.mediaKept).toBe(true)
    expect(back.heard()).toEqual(['session.welcome'])
    expect(transports).toHaveLength(1)

    back.drop()
    const [transport] = transports
    if (transport) transport.connected = false
    const again = await join('ben', back.resume(true))
    expect(again.welcome.mediaKept).toBe(false)
    expect(again.messages().at(-1)).toMatchObject({ type: 'media.offer', generation: 2 })
    expect(transport?.closed).toBe(true)
  })

  it('works while the server still takes the old socket for alive, and the participant stays', async () => {
    const [anna, ben] = [await join('anna'), await join('ben')]
    anna.heard()
    const back = await join('ben', ben.resume(true))
    expect(ben.closed).toEqual(['replaced'])
    expect(back.id).toBe(ben.id)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(anna.heard()).toEqual([])
    expect(voice.rosters('club')[0]?.occupants).toHaveLength(2)
  })

  it('works until 30 s after the loss, when others saw the participant leave long ago', async () => {
    const [anna, ben] = [await join('anna'), await join('ben')]
    ben.stay.setState({ muted: true, deafened: false, sending: true })
    anna.stay.muteOther(ben.id, true)
    ben.drop()
    await vi.advanceTimersByTimeAsync(29_999)
    anna.heard()
    const back = await join('ben', ben.resume(true))
    expect(back.id).toBe(ben.id)
    expect(back.welcome).toMatchObject({ resumed: true, mediaKept: false })
    expect(back.welcome.participants[1]).toMatchObject({ muted: true, serverMuted: true })
    expect(anna.heard()).toEqual(['participant.joined', 'slot.assigned'])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(anna.heard()).toEqual([])
  })

  it('works no longer after that, once used, for somebody else, or for another channel', async () => {
    const ben = await join('ben')
    ben.drop()
    await vi.advanceTimersByTimeAsync(30_000)
    const anew = await join('ben', ben.resume())
    expect(anew.welcome.resumed).toBe(false)
    expect(anew.id).not.toBe(ben.id)

    anew.drop()
    const back = await join('ben', anew.resume())
    back.drop()
    expect((await join('ben', anew.resume())).welcome.resumed).toBe(false)

    const anna = await join('anna')
    anna.drop()
    const thief = await join('carl', anna.resume())
    expect(thief.welcome.resumed).toBe(false)
    expect(thief.id).not.toBe(anna.id)
    expect((await join('anna', anna.resume(), 'attic')).welcome.resumed).toBe(false)
  })
})

describe('V10: one account is in one call', () => {
  it('joining elsewhere ends the earlier stay at once, for the others too', async () => {
    const [anna, ben] = [await join('anna'), await join('ben')]
    anna.heard()
    const elsewhere = await join('ben', {}, 'attic')
    expect(ben.closed).toEqual(['replaced'])
    expect(anna.heard()).toEqual(['slot.assigned', 'participant.left'])
    expect(elsewhere.welcome.participants).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(elsewhere.closed).toEqual([])
    expect(voice.rosters('club').map(({ channelId }) => channelId)).toEqual(['hall', 'attic'])
  })

  it('also in the same channel, as somebody new', async () => {
    const ben = await join('ben')
    const second = await join('ben')
    expect(ben.closed).toEqual(['replaced'])
    expect(second.welcome.participants.map(({ id }) => id)).toEqual([second.id])
  })
})

describe('V7: a moderator’s mute', () => {
  it('outlives leaving and coming back, and ends with the call', async () => {
    const [anna, ben] = [await join('anna'), await join('ben')]
    anna.stay.muteOther(ben.id, true)
    voice.leave(ben.connection)
    const again = await join('ben')
    expect(again.welcome.participants[1]).toMatchObject({ serverMuted: true })
    voice.leave(again.connection)
    voice.leave(anna.connection)
    expect((await join('ben')).welcome.participants[0]).toMatchObject({ serverMuted: false })
  })

  it('needs the permission and somebody to mute', async () => {
    const anna = await join('anna')
    expect(() => anna.stay.muteOther('nobody', true)).toThrow(expect.objectContaining({ code: 'not_found' }))
    permissions = ['connect_voice', 'speak']
    const ben = await join('ben')
    expect(() => ben.stay.muteOther(anna.id, true)).toThrow(expect.objectContaining({ code: 'forbidden' }))
  })
})

it('V12: when the channel is deleted, its call ends', async () => {
  const [anna, ben] = [await join('anna'), await join('ben', {}, 'attic')]
  community.publish('club', { type: 'channel.deleted', communityId: 'club', channelId: 'hall' })
  expect([anna.closed, ben.closed]).toEqual([['notFound'], []])
  expect(voice.rosters('club').map(({ channelId }) => channelId)).toEqual(['attic'])
})

it('G1: a call that emptied has another id when somebody comes again', async () => {
  const anna = await join('anna')
  voice.leave(anna.connection)
  expect((await join('anna')).welcome.callId).not.toBe(anna.welcome.callId)
})

it('V3, V4: answers to older offers are passed over, wrong ones are refused, renewal has the next generation', async () => {
  const anna = await join('anna')
  anna.stay.offerMedia()
  expect(anna.messages().filter(({ type }) => type === 'media.offer')).toMatchObject([
    { generation: 1 },
    { generation: 2 },
  ])
  expect(transports.map(({ closed }) => closed)).toEqual([true, false])
  expect(anna.stay.answer({ generation: 1, sdp: 'answer' })).toBe('ignored')
  expect(anna.stay.answer({ generation: 2, sdp: 'nonsense' })).toBe('refused')
  expect(anna.messages()).toEqual([])
  expect(anna.stay.answer({ generation: 2, sdp: 'answer' })).toBe('applied')
  expect(anna.messages()).toEqual([{ type: 'media.candidates', generation: 2, candidates: ['candidate'] }])
})

it('P3: rosters gather quick changes into one message and end with an empty one', async () => {
  const seen: number[] = []
  roster.subscribe('club', (event) => event.type === 'roster.changed' && seen.push(event.occupants.length))
  const [anna, ben] = [await join('anna'), await join('ben')]
  await vi.advanceTimersByTimeAsync(50)
  expect(seen).toEqual([2])
  voice.leave(ben.connection)
  voice.leave(anna.connection)
  expect(seen).toEqual([2, 0])
})
