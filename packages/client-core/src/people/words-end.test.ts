import { expect, it } from 'vitest'
import { ownStatusChanged } from '../state/people-slice.ts'
import { createStore } from '../state/store.ts'
import { createHandClock } from '../testing/hand-clock.ts'
import { endWordsInTime } from './words-end.ts'

it('own words go when their time is over, and the choice stays', () => {
  const { clock, advance, pending } = createHandClock()
  const store = createStore()
  const stop = endWordsInTime(store, clock)
  const own = () => store.getState().people.own
  const until = (ms: number) => new Date(clock.now() + ms).toISOString()
  store.dispatch(ownStatusChanged({ chosen: 'idle', words: 'lunch', wordsUntil: until(1_000) }))
  store.dispatch(ownStatusChanged({ chosen: 'idle', words: 'long lunch', wordsUntil: until(3_000) }))
  advance(2_999)
  expect(own()?.words).toBe('long lunch')
  advance(1)
  expect(own()).toEqual({ chosen: 'idle', words: '', wordsUntil: null })
  store.dispatch(ownStatusChanged({ chosen: 'online', words: 'old', wordsUntil: until(-1) }))
  expect(own()?.words).toBe('')
  stop()
  expect(pending()).toBe(0)
})
