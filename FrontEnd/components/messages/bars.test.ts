import { expect, it } from 'vitest'
import { barsOf } from './bars.ts'

it('shows the highest of each stretch, as a share of the highest of all', () => {
  expect(barsOf([0, 50, 100, 25], 2)).toEqual([0.5, 1])
  expect(barsOf([10, 20], 4)).toEqual([0.5, 0.5, 1, 1])
  expect(barsOf([], 2)).toEqual([0, 0])
})
