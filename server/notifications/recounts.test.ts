import type { NotificationCounts } from '@chaos/protocol'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createRecounts } from './recounts.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const countsOf = (unread: number): NotificationCounts => ({
  unread,
  mentions: 0,
  communities: [],
  channels: [],
  upTo: 0,
})

/** Listeners by name, and what is told and asked. */
function open({ fails = false } = {}) {
  const asked: string[][] = []
  const told: string[] = []
  let unread = 0
  const store = {
    async countsOf(userIds: readonly string[]) {
      asked.push([...userIds])
      if (fails) throw new Error('away')
      unread += 1
      return new Map(userIds.map((userId) => [userId, countsOf(unread)]))
    },
  }
  const errors: unknown[] = []
  const logger = { error: (...words: unknown[]) => void errors.push(words) }
  const device = (name: string, closed = false) => ({
    closed,
    send: ({ counts }: { counts: NotificationCounts }) => void told.push(`${name} ${counts.unread}`),
  })
  return { recounts: createRecounts({ store, logger }), device, asked, told, errors }
}

it('asks once for all people, and tells each of their devices once', async () => {
  const { recounts, device, asked, told } = open()
  const [phone, desk, ben] = [device('phone'), device('desk'), device('ben')]
  for (let n = 0; n < 3; n += 1) {
    recounts.changed('anna', phone)
    recounts.changed('anna', desk)
    recounts.changed('ben', ben)
  }
  recounts.changed('cleo', device('gone', true))
  await vi.advanceTimersByTimeAsync(199)
  expect(asked).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(asked).toEqual([['anna', 'ben', 'cleo']])
  expect(told).toEqual(['phone 1', 'desk 1', 'ben 1'])
  recounts.changed('ben', ben)
  await vi.advanceTimersByTimeAsync(200)
  expect(told.at(-1)).toBe('ben 2')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(asked).toHaveLength(2)
})

it('counts again when something new came while it counted, and not otherwise', async () => {
  const { recounts, device, asked } = open()
  const phone = device('phone')
  recounts.added('anna', phone)
  recounts.changed('anna', phone)
  recounts.added('anna', phone)
  vi.advanceTimersByTime(200)
  expect(asked).toEqual([['anna']])
  recounts.added('anna', phone)
  recounts.added('ben', device('ben'))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(asked).toEqual([['anna'], ['anna']])
  recounts.added('anna', phone)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(asked).toHaveLength(2)
})

it('asks for no more than 500 people at a time', async () => {
  const { recounts, device, asked } = open()
  for (let n = 0; n < 1_100; n += 1) recounts.changed(`person ${n}`, device('device'))
  await vi.advanceTimersByTimeAsync(200)
  expect(asked.map(({ length }) => length)).toEqual([500, 500, 100])
})

it('goes on after a failure', async () => {
  const { recounts, device, asked, errors } = open({ fails: true })
  recounts.changed('anna', device('phone'))
  await vi.advanceTimersByTimeAsync(200)
  expect(errors).toHaveLength(1)
  recounts.changed('anna', device('phone'))
  await vi.advanceTimersByTimeAsync(200)
  expect(asked).toHaveLength(2)
  recounts.close()
})
