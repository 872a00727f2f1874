import { expect, it } from 'vitest'
import { besidePriority, priorityGain } from './priority.ts'

const person = (id: string, change: { self?: boolean; speaking?: boolean; priority?: boolean } = {}) => ({
  ...{ id, self: false, speaking: false, priority: false },
  ...change,
})

it('V16: while somebody with priority speaks, everybody without it is 12 dB quieter', () => {
  const host = person('host', { priority: true, speaking: true })
  const second = person('second', { priority: true })
  const people = [host, second, person('anna', { speaking: true })]
  expect(people.map(({ id }) => priorityGain(people, id))).toEqual([1, 1, besidePriority])
  expect(20 * Math.log10(besidePriority)).toBeCloseTo(-12)
})

it('V16: nobody is quieter while they are silent, or for themselves', () => {
  const anna = person('anna')
  expect(priorityGain([person('host', { priority: true }), anna], 'anna')).toBe(1)
  expect(priorityGain([person('me', { priority: true, speaking: true, self: true }), anna], 'anna')).toBe(1)
})
