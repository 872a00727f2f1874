import { describe, expect, it } from 'vitest'
import { backoffMs } from './backoff.ts'

describe('backoffMs', () => {
  it('doubles from 250 ms to 10 s', () =>
    expect([0, 1, 2, 3, 4, 5, 6, 60].map((attempt) => backoffMs(attempt, 1))).toEqual([
      250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000,
    ]))

  it('draws from the upper half', () => {
    expect(backoffMs(3, 0)).toBe(1000)
    expect(backoffMs(3, 0.5)).toBe(1500)
  })
})
