import {
  closeCodes,
  type Floor,
  type Participant,
  parseVoiceServerMessage,
  type VoiceClientMessage,
  type VoiceServerMessage,
} from '@chaos/protocol'
import { describe, expect, it } from 'vitest'
import { exampleChannel } from '../../../protocol/src/testing/community-examples.ts'
import { voiceServerExamples } from '../../../protocol/src/testing/valid-messages.ts'
import type { SocketState } from '../connection/reconnecting-socket.ts'
import { relationshipPut } from '../state/people-slice.ts'
import { createStore } from '../state/store.ts'
import { createFakeMedia } from '../testing/fake-media.ts'
import { createHandClock } from '../testing/hand-clock.ts'
import type { MediaPlatform } from './media-platform.ts'
import { createVoice } from './create-voice.ts'
import { besidePriority } from './priority.ts'

const id = (last: number): string => `01890000-0000-7000-8000-${String(last).padStart(12, '0')}`
const [own, other, hall, attic, community] = [id(1), id(2), id(3), id(4), id(5)] as const

const example = voiceServerExamples['session.welcome']
const exampleOffer = voiceServerExamples['media.offer']
const participant = (change: Partial<Participant> = {}): Participant => ({
  ...{ id: own, userId: own, displayName: 'Anna', avatar: null, muted: false, deafened: false, serverMuted: false },
  ...{ serverDeafened: false, floor: { kind: 'free' }, priority: false, sending: true, connection: 'connected' },
  ...change,
})
const welcome = (change: Partial<typeof example> = {}): VoiceServerMessage => ({
  ...example,
  ...{ participantId: own, kind: 'voice', group: null, participants: [participant()], slots: [own, other] },
  ...change,
})
const offer = (change: Partial<typeof exampleOffer> = {}): VoiceServerMessage => ({ ...exampleOffer, ...change })
const updated = (floor: Floor): VoiceServerMessage => ({
  type: 'participant.updated',
  participant: participant({ floor }),
})

function start(support?: MediaPlatform['support']) {
  const store = createStore()
  const fake = createFakeMedia(support)
  const sockets: { url: string; sent: VoiceClientMessage[]; closed: boolean }[] = []
  let receive = (_message: VoiceServerMessage): void => {}
  let enter = (_state: SocketState): void => {}
  const voice = createVoice(
    {
      dispatch: store.dispatch,
      getState: store.getState,
      clock: createHandClock().clock,
      socketUrl: (path) => path,
      accessToken: async () => 'token',
      callKeys: { vouch: (_leaf, tell) => tell(null), watch: () => () => {} },
      connect(options) {
        const socket = { url: options.url, sent: [] as VoiceClientMessage[], closed: false }
        sockets.push(socket)
        receive = (message) => {
          const parsed = options.parse(JSON.stringify(message))
          expect(parseVoiceServerMessage(JSON.stringify(message)).kind).toBe('message')
          if (parsed.kind === 'message') options.onMessage(parsed.message)
        }
        enter = options.onState
        return {
          send: (message) => socket.sent.push(message as unknown as VoiceClientMessage) > 0,
          reconnect: () => {},
          close: () => void (socket.closed = true),
        }
      },
    },
    fake.media,
  )
  return {
    voice,
    store,
    fake,
    sockets,
    receive: (message: VoiceServerMessage) => receive(message),
    closedWith: (code: number) => enter({ kind: 'closed', code }),
    call: () => store.getState().call,
  }
}

describe('O1: sealed or in clear is the person’s choice', () => {
  it.each([
    ['e2ee', 'open'],
    ['open', 'e2ee'],
  ] as const)('a room shown as %s and welcomed as %s is left before anything is sent', async (shown, said) => {
    const { voice, fake, sockets, receive, call } = start()
    await voice.join({ communityId: community, channelId: hall, encryption: shown })
    fake.done()
    receive(welcome({ encryption: said }))
    receive(offer({ encryption: said }))
    expect(call()).toMatchObject({ phase: 'ended', problem: 'encryption_changed', encryption: shown })
    expect(fake.done()).toEqual(['microphone off'])
    expect(sockets.map(({ closed }) => closed)).toEqual([true])
    expect(sockets[0]?.sent.map(({ type }) => type)).toEqual(['state.set', 'session.leave'])
    expect(fake.sessions).toEqual([shown])
  })

  it.each([
    ['e2ee', 'open'],
    ['open', 'e2ee'],
  ] as const)('a room shown as %s and offered as %s is left before a link is made', async (shown, said) => {
    const { voice, fake, sockets, receive, call } = start()
    await voice.join({ communityId: community, channelId: hall, encryption: shown })
    fake.done()
    receive(offer({ encryption: said }))
    receive(welcome({ encryption: said }))
    expect(call()).toMatchObject({ phase: 'ended', problem: 'encryption_changed' })
    expect(fake.done()).toEqual(['microphone off'])
    expect(sockets[0]?.sent.map(({ type }) => type)).toEqual(['state.set', 'session.leave'])
  })

  it('is encrypted unless the room was shown as open, and then has no group', async () => {
    const { voice, fake, receive, call } = start()
    await voice.join({ communityId: community, channelId: hall })
    receive(welcome())
    expect(fake.done()).toEqual(['microphone on', 'group'])
    await voice.join({ communityId: community, channelId: attic, encryption: 'open' })
    receive(welcome({ encryption: 'open' }))
    expect(fake.done()).not.toContain('group')
    expect(fake.sessions).toEqual(['e2ee', 'open'])
    expect(call().people[0]?.inGroup).toBe(true)
  })

  it('a browser without frame encryption enters open rooms only', async () => {
    const { voice, sockets, call } = start('no_frame_encryption')
    await voice.join({ communityId: community, channelId: hall })
    expect(call().problem).toBe('no_frame_encryption')
    expect(sockets).toHaveLength(0)
    await voice.join({ communityId: community, channelId: hall, encryption: 'open' })
    expect(sockets).toHaveLength(1)
  })
})

it.each([
  ['a microphone that opened between hello and welcome is told of', false, 2],
  ['nothing is told again that the server knows', true, 1],
])('%s', async (_, sending, told) => {
  const { voice, sockets, receive } = start()
  await voice.join({ communityId: community, channelId: hall })
  receive(welcome({ participants: [participant({ sending })] }))
  const states = sockets[0]?.sent.filter(({ type }) => type === 'state.set')
  expect(states).toHaveLength(told)
  expect(states?.at(-1)).toEqual({ type: 'state.set', muted: false, deafened: false, sending: true })
})

describe('V15: moved', () => {
  const moved = (encryption: 'e2ee' | 'open'): VoiceServerMessage => ({
    type: 'session.moved',
    channel: exampleChannel({ id: attic, communityId: community, encryption }),
    because: 'moderator',
  })

  it('to another encrypted room: follows with the microphone as it is', async () => {
    const { voice, fake, sockets, receive, call } = start()
    await voice.join({ communityId: community, channelId: hall })
    receive(welcome())
    voice.setMuted(true)
    fake.done()
    receive(moved('e2ee'))
    expect(sockets.map(({ url, closed }) => [url, closed])).toEqual([
      [`/ws/voice/${hall}`, true],
      [`/ws/voice/${attic}`, false],
    ])
    expect(call()).toMatchObject({
      ...{ phase: 'joining', channelId: attic, muted: true, encryption: 'e2ee' },
      moved: { because: 'moderator', from: hall },
    })
    expect(fake.done()).toEqual([])
  })

  it('from an encrypted room to an open one: the call ends, and the person decides', async () => {
    const { voice, fake, sockets, receive, call } = start()
    await voice.join({ communityId: community, channelId: hall })
    receive(welcome())
    receive(moved('open'))
    expect(call()).toMatchObject({ phase: 'ended', problem: 'moved_to_open', wantedIn: attic })
    expect(sockets).toHaveLength(1)
    expect(fake.done().at(-1)).toBe('microphone off')
  })
})

describe('V13: having the word', () => {
  const listener: Floor = { kind: 'listener', hand: null, invited: false }
  const enter = async () => {
    const started = start()
    await started.voice.join({ communityId: community, channelId: hall, listensFirst: true })
    started.receive(welcome({ kind: 'stage', participants: [participant({ floor: listener })] }))
    return started
  }

  it('a listener’s microphone stays closed until they speak, and closes again', async () => {
    const { voice, fake, receive, call } = await enter()
    expect(fake.done()).not.toContain('microphone on')
    voice.raiseHand()
    receive(updated({ ...listener, hand: 1 }))
    receive(updated({ kind: 'speaker' }))
    expect(fake.done()).toEqual(['microphone on'])
    expect(call().muted).toBe(false)
    receive(updated(listener))
    expect(fake.done()).toEqual(['microphone off'])
  })

  it('whoever did not ask for the word is muted when they get it', async () => {
    const { receive, call } = await enter()
    receive(updated({ kind: 'speaker' }))
    expect(call()).toMatchObject({ muted: true, microphone: 'on' })
  })
})

it('V16: the others are quieter while somebody with priority speaks', async () => {
  const { voice, fake, receive } = start()
  await voice.join({ communityId: community, channelId: hall })
  const host = participant({ id: id(8), userId: id(8), priority: true })
  const ben = participant({ id: other, userId: other })
  receive(welcome({ participants: [participant(), ben, host], slots: [own, other, id(8)] }))
  receive(offer())
  receive({ type: 'speaking.changed', participantIds: [id(8)] })
  expect([fake.volumes.get(1), fake.volumes.get(2)]).toEqual([besidePriority, 1])
  receive({ type: 'speaking.changed', participantIds: [] })
  expect(fake.volumes.get(1)).toBe(1)
})

it('plays nothing of whom the person blocks, and lets them make nobody quieter', async () => {
  const { voice, store, fake, receive } = start()
  const user = { id: id(8), userName: 'host', displayName: 'Host', avatar: null }
  store.dispatch(relationshipPut({ user, kind: 'blocked', since: new Date(0).toISOString() }))
  await voice.join({ communityId: null, channelId: hall })
  const host = participant({ id: id(8), userId: id(8), priority: true })
  const ben = participant({ id: other, userId: other })
  receive(welcome({ participants: [participant(), ben, host], slots: [own, other, id(8)] }))
  receive(offer())
  receive({ type: 'speaking.changed', participantIds: [id(8)] })
  expect([fake.volumes.get(1), fake.volumes.get(2)]).toEqual([1, null])
})

it('V7: whoever was disconnected is told so, and refusals in a call are kept to be read', async () => {
  const { voice, receive, closedWith, call } = start()
  await voice.join({ communityId: community, channelId: hall })
  receive(welcome())
  receive({ type: 'session.refused', code: 'channel_full', message: '' })
  expect(call().refusal).toBe('channel_full')
  voice.dismissNotices()
  expect(call().refusal).toBeNull()
  closedWith(closeCodes.disconnected.code)
  expect(call()).toMatchObject({ phase: 'ended', problem: 'disconnected' })
})
