import { expect, test } from 'vitest'
import { ownPath } from './own-path.ts'

const here = 'https://chaos.example'

test.each(['/', '/invite/abc?x=1#y', '/settings/account'])('%s is ours', (path) => {
  expect(ownPath(path, here)).toBe(path)
})

test.each([
  null,
  '',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/.//evil.example',
  'https://evil.example/',
  'javascript:alert(1)',
])('%j leads home', (path) => {
  expect(ownPath(path, here)).toBe('/')
})
