import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { clientFingerprint } from './client.mjs'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'chaos-client-'))
  write('FrontEnd/app/main.tsx', 'one')
  write('packages/audio/src/index.ts', 'one')
  write('package-lock.json', '{}')
})

afterEach(() => rmSync(root, { recursive: true }))

function write(path: string, text: string, seconds = 1_700_000_000) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
  utimesSync(join(root, path), seconds, seconds)
}

test('stays the same while nothing is written', () => {
  expect(clientFingerprint(root)).toBe(clientFingerprint(root))
})

test.each([
  ['a new source', 'FrontEnd/app/route.tsx', 'one', 1_700_000_000],
  ['a source of another length', 'packages/audio/src/index.ts', 'three', 1_700_000_000],
  ['a source written again', 'FrontEnd/app/main.tsx', 'two', 1_700_000_001],
  ['other packages', 'package-lock.json', '{ }', 1_700_000_000],
])('changes with %s', (_name, path, text, seconds) => {
  const before = clientFingerprint(root)
  write(path, text, seconds)
  expect(clientFingerprint(root)).not.toBe(before)
})

test.each(['FrontEnd/dist/index.html', 'FrontEnd/tests/voice.e2e.ts', 'packages/audio/src/index.test.ts'])(
  'takes no notice of %s',
  (path) => {
    const before = clientFingerprint(root)
    write(path, 'new')
    expect(clientFingerprint(root)).toBe(before)
  },
)
