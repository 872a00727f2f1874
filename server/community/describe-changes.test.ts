import { expect, test } from 'vitest'
import { describeChanges } from './describe-changes.ts'

test('names what changed and nothing else', () => {
  const before = { name: 'Radio', tags: ['a', 'b'], rules: '', afkSeconds: 300, afkChannelId: null }
  expect(describeChanges(before, { ...before })).toEqual({})
  const after = { ...before, name: 'Night Radio', tags: ['a'], afkSeconds: 60 }
  expect(describeChanges(before, after)).toEqual({
    name: 'Radio -> Night Radio',
    tags: 'a, b -> a',
    afkSeconds: '300 -> 60',
  })
})

test('long texts are cut, lines become one, nothing is called so', () => {
  const { rules } = describeChanges({ rules: '' }, { rules: `Be kind.\n${'x'.repeat(100)}` })
  expect(rules).toMatch(/^none -> Be kind\. x+…$/)
  expect(rules?.length).toBeLessThan(60)
  expect(describeChanges({ icon: 'A' }, { icon: null })).toEqual({ icon: 'A -> none' })
})
