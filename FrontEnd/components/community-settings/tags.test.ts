import { expect, test } from 'vitest'
import { tagOf } from './tags.ts'

test.each([
  ['Jazz', 'jazz'],
  [' Late Night ', 'late-night'],
  ['Café,', 'cafe'],
  ['c++', 'c'],
  ['日本', ''],
  [`${'x'.repeat(23)} yes`, 'x'.repeat(23)],
  ['--', ''],
])('%j becomes %j', (word, tag) => {
  expect(tagOf(word)).toBe(tag)
})
