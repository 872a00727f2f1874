import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createOwnLimiter } from './rate-limiter.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('refuses what is over until the window of that key ends, and says when that is', async () => {
  const { take } = createOwnLimiter({ max: 2, windowSeconds: 10 })
  const startedAt = Date.now()
  /** @param ms since the start */
  const at = (ms: number) => vi.advanceTimersByTime(startedAt + ms - Date.now())
  await take('a')
  at(4000)
  await take('a')
  await take('b')
  await expect(take('a')).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 6 })
  await take('b')
  await expect(take('b')).rejects.toMatchObject({ retryAfterSeconds: 10 })
  at(9999)
  await expect(take('a')).rejects.toMatchObject({ retryAfterSeconds: 1 })
  at(10_000)
  await take('a')
  await take('a')
  await expect(take('a')).rejects.toMatchObject({ retryAfterSeconds: 10 })
  await expect(take('b')).rejects.toMatchObject({ retryAfterSeconds: 4 })
})
