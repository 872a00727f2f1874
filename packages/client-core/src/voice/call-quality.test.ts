import { expect, it } from 'vitest'
import { judgeQuality } from './call-quality.ts'

const level = (roundTripMs: number | null, uplinkLoss: number | null, downlinkLoss: number | null = null) =>
  judgeQuality(roundTripMs, { uplinkLoss, downlinkLoss }).level

it('is unknown while nothing was measured', () => {
  expect(judgeQuality(null, null)).toEqual({ level: 'unknown', roundTripMs: null, lossPercent: null })
  expect(level(null, null)).toBe('unknown')
})

it('is as good as its worst side', () => {
  expect(level(20, 0, 0)).toBe('good')
  expect(level(249, 0.029)).toBe('good')
  expect(level(250, 0)).toBe('fair')
  expect(level(20, 0.03, 0)).toBe('fair')
  expect(level(20, 0, 0.119)).toBe('fair')
  expect(level(20, 0.12)).toBe('poor')
  expect(level(500, 0)).toBe('poor')
  expect(level(null, 0.2)).toBe('poor')
  expect(level(20, null)).toBe('good')
})

it('shows whole milliseconds and tenths of a per cent', () => {
  expect(judgeQuality(41.6, { uplinkLoss: 0.0123, downlinkLoss: 0.004 })).toEqual({
    level: 'good',
    roundTripMs: 42,
    lossPercent: 1.2,
  })
})
