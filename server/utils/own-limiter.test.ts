import { expect, test } from 'vitest'
import { createOwnLimiter } from './own-limiter.ts'

function setUp() {
  const clock = { now: 5 }
  const limiter = createOwnLimiter({ max: 2, windowSeconds: 10 }, () => clock.now)
  return { clock, take: (key: string) => limiter.take(key) }
}

test('refuses what is over until the window of that key ends, and says when that is', () => {
  const { clock, take } = setUp()
  take('a')
  clock.now = 4005
  take('a')
  take('b')
  expect(() => take('a')).toThrow(expect.objectContaining({ code: 'rate_limited', retryAfterSeconds: 6 }))
  take('b')
  expect(() => take('b')).toThrow(expect.objectContaining({ retryAfterSeconds: 10 }))
  clock.now = 10_004
  expect(() => take('a')).toThrow(expect.objectContaining({ retryAfterSeconds: 1 }))
  clock.now = 10_005
  take('a')
  take('a')
  expect(() => take('a')).toThrow(expect.objectContaining({ retryAfterSeconds: 10 }))
  expect(() => take('b')).toThrow(expect.objectContaining({ retryAfterSeconds: 4 }))
})
