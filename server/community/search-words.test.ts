import { expect, test } from 'vitest'
import { searchWords } from './search-words.ts'

test.each([
  ['', []],
  ['  Night   RADIO ', ['night', 'radio']],
  ['jazz, jazz & Blues!', ['jazz', 'blues']],
  ['Ça va %_\\', ['ça', 'va']],
  ['a b c d e f g h', ['a', 'b', 'c', 'd', 'e', 'f']],
])('%j is %j', (text, words) => {
  expect(searchWords(text)).toEqual(words)
})
