import { expect, test } from 'vitest'
import { planKeys } from './key-plan.ts'

const settings = { rotateAfterMs: 1000, announceMs: 100, tokenMs: 10 }
const key = (kid: string, signsFrom: number, canSign = true) => ({ kid, signsFrom, canSign })

test('without any key one is made that signs at once', () => {
  expect(planKeys([], 500, settings)).toEqual({ signing: null, over: [], next: 500 })
})

test('the next one is made early enough to be announced, and only once', () => {
  const first = key('a', 0)
  expect(planKeys([first], 899, settings)).toEqual({ signing: 'a', over: [], next: null })
  expect(planKeys([first], 900, settings)).toEqual({ signing: 'a', over: [], next: 1000 })
  expect(planKeys([first, key('b', 1000)], 950, settings)).toEqual({ signing: 'a', over: [], next: null })
})

test('a server that slept through it announces before it uses', () => {
  expect(planKeys([key('a', 0)], 5000, settings)).toEqual({ signing: 'a', over: [], next: 5100 })
})

test('the old one stays until the last token that it signed is over', () => {
  const keys = [key('a', 0), key('b', 1000)]
  expect(planKeys(keys, 999, settings).signing).toBe('a')
  expect(planKeys(keys, 1000, settings)).toEqual({ signing: 'b', over: [], next: null })
  expect(planKeys(keys, 1009, settings).over).toEqual([])
  expect(planKeys(keys, 1010, settings).over).toEqual(['a'])
})

test('keys that cannot be opened never sign, and a new one takes over at once', () => {
  expect(planKeys([key('a', 0, false)], 500, settings)).toEqual({ signing: null, over: [], next: 500 })
  const keys = [key('a', 0, false), key('b', 500)]
  expect(planKeys(keys, 505, settings)).toEqual({ signing: 'b', over: [], next: null })
  expect(planKeys(keys, 510, settings).over).toEqual(['a'])
})
