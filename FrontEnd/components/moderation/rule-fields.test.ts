import { expect, it } from 'vitest'
import { newRule, readRule } from './rule-fields.ts'

const input = { ...newRule, name: ' Spam ', words: ' spam*\n\n*buy now \n' }

it('reads words line by line', () => {
  expect(readRule(input)).toMatchObject({ draft: { name: 'Spam', words: ['spam*', '*buy now'] }, errors: {} })
})

it.each([
  [{ name: ' ' }, 'name'],
  [{ words: ' \n' }, 'words'],
  [{ words: 'a*b' }, 'words'],
  [{ words: '**' }, 'words'],
  [{ words: 'x'.repeat(41) }, 'words'],
  [{ words: Array.from({ length: 201 }, (_, index) => `w${index}`).join('\n') }, 'words'],
  [{ inNames: false, inTexts: false }, 'place'],
] as const)('refuses %j at its field', (change, field) => {
  const { draft, errors } = readRule({ ...input, ...change })
  expect([draft, Object.keys(errors)]).toEqual([null, [field]])
})
