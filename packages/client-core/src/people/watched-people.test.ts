import { expect, it } from 'vitest'
import { createHandClock } from '../testing/hand-clock.ts'
import { createWatchedPeople } from './watched-people.ts'

it('gathers what all screens show, tells it once it settles, and only when it is otherwise than before', () => {
  const { clock, advance } = createHandClock()
  const watched = createWatchedPeople(clock)
  const told: string[] = []
  watched.onChange((userIds) => told.push(userIds.toSorted().join('')))
  const list = watched.add(['a', 'b'])
  const card = watched.add(['b', 'c'])
  advance(150)
  list()
  const scrolled = watched.add(['a', 'b'])
  advance(150)
  card()
  scrolled()
  scrolled()
  advance(150)
  expect(told).toEqual(['abc', ''])
})

it('names at most two hundred, the latest screen first', () => {
  const { clock } = createHandClock()
  const watched = createWatchedPeople(clock)
  watched.add(Array.from({ length: 200 }, (_, index) => `old${index}`))
  watched.add(['new'])
  expect(watched.current()).toHaveLength(200)
  expect(watched.current()).toContain('new')
})
