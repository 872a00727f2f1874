import { expect, it } from 'vitest'
import { changeWords } from './log-words.ts'

it('says what changed, before and after as one', () => {
  expect(changeWords({ 'nickname.before': 'Ann', 'nickname.after': null })).toEqual(['Nickname: Ann → nothing'])
  expect(changeWords({ 'topic.after': 'Jazz' })).toEqual(['topic: nothing → Jazz'])
})

it('leaves out what says nothing', () => {
  expect(changeWords({ reason: '', purgeSeconds: 0, report: 'an id', isEnabled: false, words: 3 })).toEqual([
    'In force: no',
    'Words: 3',
  ])
})
