import type { Floor } from '@chaos/protocol'
import { expect, it } from 'vitest'
import { byHand, isListener, isSpeaker } from './stage-people.ts'

const person = (id: string, floor: Floor) => ({ id, floor })
const listener = (id: string, hand: number | null) => person(id, { kind: 'listener', hand, invited: false })

it('sorts people on a stage by what they do, and hands by when they went up', () => {
  const people = [person('led', { kind: 'speaker' }), listener('c', 7), listener('a', null), listener('b', 2)]
  expect(people.filter(isSpeaker).map(({ id }) => id)).toEqual(['led'])
  expect(people.filter(isListener)).toHaveLength(3)
  expect(byHand(people).map(({ id }) => id)).toEqual(['b', 'c'])
})
