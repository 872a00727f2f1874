import type { NotificationBody, Occupant } from '@chaos/protocol'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { NotificationFact } from '../notifications/notification-events.ts'
import { createLogger } from '../utils/logger.ts'
import { createTopicBus } from '../utils/topic-bus.ts'
import type { CallFact } from './conversation-events.ts'
import { createRings, type Rings } from './rings.ts'

const logger = createLogger({ level: 'silent', stream: 'stderr' })
const from = { userId: 'anna', displayName: 'Anna', avatar: null }
const inCall = (...userIds: string[]): Occupant[] =>
  userIds.map((userId) => ({
    ...{ userId, displayName: userId, avatar: null },
    ...{ muted: false, deafened: false, listener: false },
  }))

let events: Parameters<typeof createRings>[0]['events']
let rings: Rings
let told: string[]
let missed: { to: readonly string[]; body: NotificationBody }[]
beforeEach(() => {
  vi.useFakeTimers()
  events = { notification: createTopicBus<NotificationFact>(logger), call: createTopicBus<CallFact>(logger) }
  told = []
  missed = []
  for (const userId of ['anna', 'ben', 'cleo']) {
    events.notification.subscribe(userId, (fact) => {
      if (fact.type === 'call.ringing') told.push(`${userId} rings${fact.isQuiet ? ' quietly' : ''}`)
      if (fact.type === 'call.ended') told.push(`${userId} ${fact.because}`)
      if (fact.type === 'call.declined') told.push(`${userId} hears that ${fact.userId} declined`)
    })
  }
  rings = createRings({
    events,
    logger,
    notify: async (to, body) => void missed.push({ to, body }),
  })
})
afterEach(() => {
  rings.close()
  vi.useRealTimers()
})

const callees = [
  { userId: 'ben', isQuiet: false },
  { userId: 'cleo', isQuiet: true },
]
const ring = (to = callees) => rings.start({ channelId: 'talk', from, to, occupants: inCall('anna') })
const changed = (...userIds: string[]) =>
  events.call.publish('talk', { type: 'call.changed', occupants: inCall(...userIds) })
const since = (act: () => void): string[] => {
  told.length = 0
  act()
  return [...told]
}

describe('N9 and N10: a call rings', () => {
  it('for everybody, quietly for those who want peace, until it is missed', () => {
    expect(since(ring)).toEqual(['ben rings', 'cleo rings quietly'])
    expect(since(() => vi.advanceTimersByTime(29_999))).toEqual([])
    expect(since(() => vi.advanceTimersByTime(1))).toEqual(['ben missed', 'cleo missed'])
    expect(missed).toEqual([{ to: ['ben', 'cleo'], body: { kind: 'call.missed', channelId: 'talk', from } }])
    expect(rings.isRinging('talk')).toBe(false)
    expect(since(() => changed())).toEqual([])
  })

  it('until somebody comes in; the others go on ringing, and devices that come later too', () => {
    ring()
    expect(since(() => changed('anna', 'ben'))).toEqual(['ben answered'])
    expect(since(() => events.notification.publish('cleo', { type: 'device.opened' }))).toEqual(['cleo rings quietly'])
    expect(since(() => events.notification.publish('ben', { type: 'device.opened' }))).toEqual([])
    expect(since(() => changed('anna', 'ben', 'cleo'))).toEqual(['cleo answered'])
    vi.advanceTimersByTime(60_000)
    expect(missed).toEqual([])
  })

  it('until it is declined, which the caller hears', () => {
    ring()
    const decline = () => events.call.publish('talk', { type: 'call.declined', userId: 'ben' })
    expect(since(decline)).toEqual(['anna hears that ben declined', 'ben declined'])
    expect(since(decline)).toEqual([])
    vi.advanceTimersByTime(30_000)
    expect(missed.map(({ to }) => to)).toEqual([['cleo']])
  })

  it('on through a reconnect of the caller, and not when they stay away', () => {
    ring()
    changed()
    vi.advanceTimersByTime(9_000)
    changed('anna')
    expect(since(() => vi.advanceTimersByTime(5_000))).toEqual([])
    changed()
    expect(since(() => vi.advanceTimersByTime(10_000))).toEqual(['ben cancelled', 'cleo cancelled'])
    expect(missed.map(({ to }) => to)).toEqual([['ben', 'cleo']])
  })

  it('until the caller hangs up, and nobody else can do that', () => {
    ring()
    expect(since(() => events.call.publish('talk', { type: 'call.cancelled', userId: 'ben' }))).toEqual([])
    expect(since(() => events.call.publish('talk', { type: 'call.cancelled', userId: 'anna' }))).toEqual([
      'ben cancelled',
      'cleo cancelled',
    ])
  })

  it('not for who is in it already, and not for who leaves the conversation', () => {
    rings.start({ channelId: 'talk', from, to: callees, occupants: inCall('anna', 'ben') })
    expect(told).toEqual(['cleo rings quietly'])
    expect(since(() => events.call.publish('talk', { type: 'conversation.left', userId: 'cleo' }))).toEqual([
      'cleo cancelled',
    ])
    expect(rings.isRinging('talk')).toBe(false)
  })
})
