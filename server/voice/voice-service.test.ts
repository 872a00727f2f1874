import type { Channel, CloseReason, Permission, VoiceServerMessage } from '@chaos/protocol'
import {
  exampleChannel,
  exampleCommunity,
  exampleSettings,
} from '../../packages/protocol/src/testing/community-examples.ts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CallFact } from '../conversations/conversation-events.ts'
import type { CommunityFact, UserFact } from '../community/community-events.ts'
import { createFakeTransport, type FakeTransport } from '../tests/harness/fake-transport.ts'
import { createLogger } from '../utils/logger.ts'
import { createTopicBus } from '../utils/topic-bus.ts'
import type { AwayRule } from './away.ts'
import type { RosterEvent } from './rosters.ts'
import type { OpenTransport } from './stay.ts'
import type { VoiceHello } from './admission.ts'
import { createVoiceService, type VoiceService } from './voice-service.ts'

const logger = createLogger({ level: 'silent', stream: 'stderr' })
const channel = exampleChannel({ id: 'hall', communityId: 'club', name: 'Hall', userLimit: 3 })
const everything: Permission[] = ['view_channels', 'connect_voice', 'speak', 'mute_members']
const noAway: AwayRule = { afkChannelId: null, afkSeconds: 300 }

const channelOf = (id: string): Channel => ({ ...channel, id, kind, encryption })

let voice: VoiceService
/** The rooms' community; null: they are conversations'. */
let home: string | null
let permissions: Permission[]
let kind: Channel['kind']
let encryption: Channel['encryption']
let away: AwayRule
let emptied: string[]
let called: { channelId: string; size: number }[]
let call: ReturnType<typeof createTopicBus<CallFact>>
let transports: FakeTransport[]
let community: ReturnType<typeof createTopicBus<CommunityFact>>
let user: ReturnType<typeof createTopicBus<UserFact>>
let roster: ReturnType<typeof createTopicBus<RosterEvent>>

beforeEach(() => {
  vi.useFakeTimers()
  permissions = everything
  home = 'club'
  kind = 'voice'
  encryption = 'e2ee'
  away = noAway
  emptied = []
  called = []
  transports = []
  community = createTopicBus<CommunityFact>(logger)
  user = createTopicBus<UserFact>(logger)
  roster = createTopicBus<RosterEvent>(logger)
  call = createTopicBus<CallFact>(logger)
  const openTransport: OpenTransport = (events) => {
    const transport = createFakeTransport(events)
    transports.push(transport)
    return transport
  }
  voice = createVoiceService({
    admit: (_viewer, channelId, isBrought) =>
      Promise.resolve({
        channel: { ...channelOf(channelId), communityId: home },
        away,
        permissions: new Set(isBrought ? [] : permissions),
        displayName: 'Somebody',
        avatar: null,
      }),
    findChannel: (channelId) => Promise.resolve(channelOf(channelId)),
    permissionsIn: () => Promise.resolve(new Set(permissions)),
    events: { community, user, roster, call },
    onCallChanged: (channelId, occupants) => void called.push({ channelId, size: occupants.length }),
    openTransport,
    slots: 2,
    iceServers: [],
    onEmptied: ({ id }) => void emptied.push(id),
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
    expect(welcome.permissions).toEqual(['connect_voice'])
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
    expect(back.stay.room.participants()).toHaveLength(2)
  })

  it('works until 30 s after the loss, when others saw the participant leave long ago', async () => {
    const [anna, ben] = [await join('anna'), await join('ben')]
    ben.stay.setState({ muted: true, deafened: false, sending: true })
    ben.stay.room.silence(ben.stay.peer, { serverMuted: true })
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
    expect(['hall', 'attic'].filter(voice.isOccupied)).toEqual(['hall', 'attic'])
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
    ben.stay.room.silence(ben.stay.peer, { serverMuted: true })
    voice.leave(ben.connection)
    const again = await join('ben')
    expect(again.welcome.participants[1]).toMatchObject({ serverMuted: true })
    voice.leave(again.connection)
    voice.leave(anna.connection)
    expect((await join('ben')).welcome.participants[0]).toMatchObject({ serverMuted: false })
  })

  it('when lifted gives nobody the word who may not speak', async () => {
    permissions = ['connect_voice']
    const { stay } = await join('anna')
    stay.room.silence(stay.peer, { serverMuted: false })
    expect(stay.peer.participant.serverMuted).toBe(true)
  })
})

it('V12: when the channel is deleted, its call ends', async () => {
  const [anna, ben] = [await join('anna'), await join('ben', {}, 'attic')]
  community.publish('club', { type: 'channel.deleted', communityId: 'club', channelId: 'hall' })
  expect([anna.closed, ben.closed]).toEqual([['notFound'], []])
  expect(['hall', 'attic'].filter(voice.isOccupied)).toEqual(['attic'])
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

const floorOf = ({ stay }: Awaited<ReturnType<typeof join>>) => stay.peer.participant.floor

describe('V13, V14: a stage', () => {
  beforeEach(() => {
    kind = 'stage'
    permissions = ['connect_voice', 'request_to_speak']
  })
  const leader = async () => {
    permissions = ['connect_voice', 'manage_stage']
    const led = await join('leader')
    permissions = ['connect_voice', 'request_to_speak']
    return led
  }

  it('is entered as a listener without a slot, and by who leads it as a speaker', async () => {
    const [led, ben] = [await leader(), await join('ben')]
    expect([led, ben].map(floorOf)).toEqual([{ kind: 'speaker' }, { kind: 'listener', hand: null, invited: false }])
    expect(ben.welcome).toMatchObject({ kind: 'stage', slots: [led.id, null] })
    expect(ben.stay.peer.silenced).toBe(true)
  })

  it('keeps hands and the floor of somebody who comes back, also after others saw them leave', async () => {
    const [led, ben, carl] = [await leader(), await join('ben'), await join('carl')]
    ben.stay.takeStageStep('raise')
    carl.stay.takeStageStep('raise')
    led.stay.takeStageStep('allow', carl.id)
    ben.drop()
    carl.drop()
    await vi.advanceTimersByTimeAsync(20_000)
    expect(floorOf(await join('ben', ben.resume()))).toEqual({ kind: 'listener', hand: 1, invited: false })
    expect(floorOf(await join('carl', carl.resume()))).toEqual({ kind: 'speaker' })
    expect(floorOf(await join('ben'))).toMatchObject({ hand: null })
  })

  it('gives a slot with the word and takes it back with it', async () => {
    const [led, ben] = [await leader(), await join('ben')]
    led.stay.takeStageStep('allow', ben.id)
    expect(floorOf(ben)).toMatchObject({ invited: true })
    ben.stay.takeStageStep('raise')
    expect(ben.stay.room.holders()).toEqual([led.id, ben.id])
    led.stay.takeStageStep('dismiss', ben.id)
    expect(ben.stay.room.holders()).toEqual([led.id, null])
  })
})

it('V13: there are no stage steps where everybody talks', async () => {
  const anna = await join('anna')
  expect(() => anna.stay.takeStageStep('raise')).toThrow(expect.objectContaining({ code: 'forbidden' }))
})

describe('V15: moving', () => {
  it('names the channel, closes with `moved`, and lets in who may not enter by themselves, silent as before', async () => {
    const anna = await join('anna')
    anna.stay.room.silence(anna.stay.peer, { serverMuted: true, serverDeafened: true })
    anna.messages()
    voice.move(anna.stay, channelOf('attic'), 'moderator')
    expect(anna.messages().at(0)).toMatchObject({
      type: 'session.moved',
      channel: { id: 'attic' },
      because: 'moderator',
    })
    expect(anna.closed).toEqual(['moved'])
    const there = await join('anna', {}, 'attic')
    expect(there.welcome.participants[0]).toMatchObject({ serverMuted: true, serverDeafened: true })
    permissions = []
    voice.leave(there.connection)
    await expect(join('anna', {}, 'attic')).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('is refused when the other channel is full, and good for thirty seconds', async () => {
    const anna = await join('anna')
    await Promise.all(['ben', 'carl', 'dora'].map((userId) => join(userId, {}, 'attic')))
    expect(() => voice.move(anna.stay, channelOf('attic'), 'moderator')).toThrow(
      expect.objectContaining({ code: 'channel_full' }),
    )
    voice.move(anna.stay, channelOf('cellar'), 'moderator')
    permissions = []
    await vi.advanceTimersByTimeAsync(30_000)
    await expect(join('anna', {}, 'cellar')).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('V17: silence', () => {
  it('for as long as the community says takes people to its AFK channel, where nobody has the word', async () => {
    away = { afkChannelId: 'attic', afkSeconds: 60 }
    const [anna, ben] = [await join('anna'), await join('ben')]
    await vi.advanceTimersByTimeAsync(50_000)
    ben.stay.setState({ muted: true, deafened: false, sending: true })
    await vi.advanceTimersByTimeAsync(12_000)
    expect([anna.closed, ben.closed]).toEqual([['moved'], []])
    expect(anna.messages().at(-1)).toMatchObject({ type: 'session.moved', because: 'silence' })
    const there = await join('anna', {}, 'attic')
    expect(there.welcome.kind).toBe('away')
    expect(floorOf(there).kind).toBe('listener')
    await vi.advanceTimersByTimeAsync(120_000)
    expect(there.closed).toEqual([])
  })

  it('ends for a channel that is no longer the one for it', async () => {
    away = { afkChannelId: 'hall', afkSeconds: 60 }
    const anna = await join('anna')
    expect(floorOf(anna).kind).toBe('listener')
    const settings = exampleSettings({ afkChannelId: null })
    community.publish('club', { type: 'community.updated', community: exampleCommunity(), settings })
    expect(floorOf(anna).kind).toBe('free')
    expect(anna.messages()).toContainEqual({ type: 'room.changed', kind: 'voice' })
  })
})

describe('V16: priority', () => {
  it('comes with the permission, to be switched off, and is off for those who hold every permission', async () => {
    permissions = ['connect_voice', 'speak', 'priority_speaker']
    const anna = await join('anna')
    expect(anna.welcome.participants[0]?.priority).toBe(true)
    anna.stay.setPriority(false)
    expect(anna.stay.peer.participant.priority).toBe(false)
    permissions = ['administrator', 'connect_voice', 'priority_speaker']
    expect((await join('ben')).stay.peer.participant.priority).toBe(false)
    permissions = ['connect_voice']
    const carl = await join('carl')
    expect(() => carl.stay.setPriority(true)).toThrow(expect.objectContaining({ code: 'forbidden' }))
  })
})

it('V20: who loses the way in is put out, but not who was brought there without having it', async () => {
  const anna = await join('anna')
  voice.move(anna.stay, channelOf('attic'), 'moderator')
  const [brought, ben] = [await join('anna', {}, 'attic'), await join('ben', {}, 'attic')]
  permissions = []
  community.publish('club', { type: 'access.changed', communityId: 'club' })
  await vi.advanceTimersByTimeAsync(0)
  expect([brought.closed, ben.closed]).toEqual([[], ['forbidden']])
})

it('O2: an open channel has no encryption group', async () => {
  encryption = 'open'
  const anna = await join('anna')
  expect(anna.welcome).toMatchObject({ encryption: 'open', group: null })
  expect(() => anna.stay.createGroup('AAAA')).toThrow(expect.objectContaining({ code: 'forbidden' }))
})

it('V18: who empties a channel is told of', async () => {
  const anna = await join('anna')
  voice.leave(anna.connection)
  expect(emptied).toEqual(['hall'])
})

it('a conversation’s call is shown to its people only, and ends for who leaves the conversation', async () => {
  home = null
  const shown: RosterEvent[] = []
  roster.subscribe('club', (event) => shown.push(event))
  const [anna, ben] = [await join('anna'), await join('ben')]
  vi.advanceTimersByTime(50)
  expect(called).toEqual([{ channelId: 'hall', size: 2 }])
  call.publish('hall', { type: 'conversation.left', userId: 'ben' })
  expect([anna.closed, ben.closed]).toEqual([[], ['forbidden']])
  voice.leave(anna.connection)
  expect(called.at(-1)).toEqual({ channelId: 'hall', size: 0 })
  expect(shown).toEqual([])
})
