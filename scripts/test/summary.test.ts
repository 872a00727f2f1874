import { expect, test } from 'vitest'
import { summary } from './summary.mjs'

test('ends with the plain line that other programs read', () => {
  const text = summary([
    { name: 'lint', passed: 1, failed: 0, seconds: 2 },
    { name: 'unit', passed: 40, failed: 2, seconds: 3.14 },
  ])
  expect(text.split('\n').at(-1)).toBe('41 passed, 2 failed')
  expect(text).toMatch(/lint +passed +1 passed, 0 failed +2\.0 s/)
  expect(text).toMatch(/unit +FAILED +40 passed, 2 failed +3\.1 s/)
})
