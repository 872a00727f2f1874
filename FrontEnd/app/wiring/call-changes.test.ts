import { type CallPerson, type CallState, idleCall } from '@chaos/client-core'
import { describe, expect, it } from 'vitest'
import { callChanges } from './call-changes.ts'

const person = (id: string, self = false): CallPerson => ({
  id,
  userId: id,
  displayName: id,
  avatar: null,
  muted: false,
  deafened: false,
  serverMuted: false,
  serverDeafened: false,
  floor: { kind: 'free' },
  priority: false,
  sending: true,
  connection: 'connected',
  self,
  speaking: false,
  inGroup: true,
  undecryptable: false,
  leaf: 'vouched',
})
const call: CallState = { ...idleCall, phase: 'connected', channelId: 'c', people: [person('me', true), person('Ada')] }

describe('callChanges', () => {
  it('does not announce those who were there before', () => {
    expect(callChanges(idleCall, call, {})).toEqual([{ kind: 'entered' }])
    expect(callChanges(call, idleCall, {})).toEqual([{ kind: 'ended' }])
  })

  it('names who came and who left', () => {
    const after = { ...call, people: [person('me', true), person('Bo')] }
    expect(callChanges(call, after, {})).toEqual([
      { kind: 'joined', name: 'Bo' },
      { kind: 'left', name: 'Ada' },
    ])
  })

  it('is silent about a reconnect and about speaking', () => {
    const speaking = { ...call, people: call.people.map((one) => ({ ...one, speaking: true })) }
    expect(callChanges(call, { ...call, phase: 'reconnecting' }, {})).toEqual([])
    expect(callChanges(call, speaking, {})).toEqual([])
  })

  it('says nothing of those whom the viewer blocks, nor of the block itself', () => {
    const blocked: Record<string, true> = { Ada: true, Bo: true }
    expect(callChanges(call, { ...call, people: [person('me', true), person('Bo')] }, blocked)).toEqual([])
  })

  it('names who asks to speak and who speaks, and says when the word is one’s own', () => {
    const on = (floor: CallPerson['floor']) => ({
      ...call,
      people: call.people.map((one) => ({ ...one, floor })),
    })
    const listening = { kind: 'listener', hand: null, invited: false } as const
    expect(callChanges(on(listening), on({ ...listening, hand: 1 }), {})).toEqual([{ kind: 'raised', name: 'Ada' }])
    expect(callChanges(on(listening), on({ kind: 'speaker' }), {})).toEqual([
      { kind: 'gotWord' },
      { kind: 'speaks', name: 'Ada' },
    ])
    expect(callChanges(on({ kind: 'speaker' }), on(listening), {})).toEqual([{ kind: 'lostWord' }])
  })

  it('hears the own microphone switched', () => {
    expect(callChanges(call, { ...call, muted: true }, {})).toEqual([{ kind: 'muted' }])
    expect(callChanges({ ...call, muted: true }, call, {})).toEqual([{ kind: 'unmuted' }])
  })
})
