import { expect, test } from 'vitest'
import { ownPath } from './own-path.ts'

test.each(['/', '/invite/abc?x=1#y', '/settings/account', '/a//b'])('%s is ours', (path) => {
  expect(ownPath(path)).toBe(path)
})

test.each([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '\t//evil.example',
  ' //evil.example',
  '/.//evil.example',
  '/x/..//evil.example',
  '/%2e//evil.example',
  '/.\\/evil.example',
  'evil.example',
  'javascript:alert(1)',
  '///evil.example',
  '',
  `/${'x'.repeat(512)}`,
])('%j leads home', (path) => {
  expect(ownPath(path)).toBe('/')
})

test('whatever comes out stays here for a browser', () => {
  const parts = ['/', '\\', '.', '..', '\t', '\n', '@', ':', 'evil.example', '%2f', '%5c', '?', '#', ' ']
  let seed = 7
  const next = () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648)
  for (let round = 0; round < 20_000; round += 1) {
    const path = ownPath(Array.from({ length: 1 + (next() % 6) }, () => parts[(next() >> 8) % parts.length]).join(''))
    expect(new URL(path, 'https://chaos.example').origin, path).toBe('https://chaos.example')
  }
})
