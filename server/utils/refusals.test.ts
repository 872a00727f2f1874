import { expect, test } from 'vitest'
import { createRefusals } from './refusals.ts'

test('a refusal is remembered for its time, or until it is forgotten', () => {
  const time = { now: 1_000 }
  const refusals = createRefusals(10, () => time.now)
  refusals.keep('a', 500)
  refusals.keep('b', 500)
  refusals.forget('b')
  time.now += 499
  expect([refusals.leftMs('a'), refusals.leftMs('b'), refusals.leftMs('c')]).toEqual([1, 0, 0])
  time.now += 1
  expect(refusals.leftMs('a')).toBe(0)
})

test('however many there are, only so many are remembered: the newest', () => {
  const refusals = createRefusals(3, () => 0)
  for (const key of ['a', 'b', 'c', 'a', 'd']) refusals.keep(key, 1_000)
  expect(['a', 'b', 'c', 'd'].map((key) => refusals.leftMs(key))).toEqual([1_000, 0, 1_000, 1_000])
})
