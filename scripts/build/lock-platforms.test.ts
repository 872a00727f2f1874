import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { missingPlatforms, platformEntry } from './lock-platforms.mjs'
import { inRoot } from './paths.mjs'

test('package-lock.json has every platform; "npm run lock" adds what a registry did not show', () => {
  const lock = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')) as Parameters<typeof missingPlatforms>[0]
  expect(missingPlatforms(lock)).toEqual([])
})

test('a package without its platforms is found, wherever the others lie', () => {
  const packages = {
    '': {},
    'node_modules/a': { dev: true, optionalDependencies: { 'a-linux-x64': '1.0.0', 'a-darwin-arm64': '1.0.0' } },
    'node_modules/a-linux-x64': { version: '1.0.0' },
    'server/node_modules/b': { optionalDependencies: { 'b-inner': '2.0.0', 'b-outer': '2.0.0', 'b-none': '2.0.0' } },
    'server/node_modules/b/node_modules/b-inner': { version: '2.0.0' },
    'node_modules/b-outer': { version: '2.0.0' },
  }
  expect(missingPlatforms({ packages })).toEqual([
    { name: 'a-darwin-arm64', version: '1.0.0', dev: true },
    { name: 'b-none', version: '2.0.0', dev: false },
  ])
})

test('the entry says what the name says', () => {
  expect(platformEntry({ name: '@x/binding-linux-arm64-musl', version: '1.2.3', dev: true })).toEqual({
    version: '1.2.3',
    cpu: ['arm64'],
    dev: true,
    libc: ['musl'],
    optional: true,
    os: ['linux'],
  })
  expect(platformEntry({ name: '@x/win32-x64', version: '1.2.3', dev: false })).toEqual({
    version: '1.2.3',
    cpu: ['x64'],
    optional: true,
    os: ['win32'],
  })
})

test.each([
  ['a name without a platform', { name: 'fsevents', version: '2.3.3', dev: false }],
  ['a range', { name: 'x-linux-x64', version: '^1.0.0', dev: false }],
])('%s is refused', (_name, missing) => {
  expect(() => platformEntry(missing)).toThrow('is missing in package-lock.json')
})
