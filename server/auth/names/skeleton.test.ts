import { expect, test } from 'vitest'
import { skeletonOf } from './skeleton.ts'

test.each([
  ['paypal', 'paypaI'],
  ['paypal', 'paypa1'],
  ['Iris', 'lris'],
  ['b0b', 'bob'],
  ['BOB', 'b0b'],
  ['modern', 'rnodern'],
  ['ada', 'ADA'],
])('%s and %s look alike', (one, other) => expect(skeletonOf(one)).toBe(skeletonOf(other)))

test.each([
  ['iris', 'lris'],
  ['will', 'wiil'],
  ['a.b', 'a_b'],
  ['anna', 'ana'],
])('%s and %s can be told apart', (one, other) => expect(skeletonOf(one)).not.toBe(skeletonOf(other)))
