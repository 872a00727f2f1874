import { expect, test } from 'vitest'
import { strayFiles } from './types.mjs'

const filesOf = new Map([
  ['/p/tsconfig.json', new Set(['/p/a.ts', '/p/inner/b.ts'])],
  ['/p/tsconfig.neutral.json', new Set(['/p/c.ts'])],
  ['/p/inner/tsconfig.json', new Set(['/p/inner/d.ts'])],
])

test('a file belongs to the next tsconfig.json above it, and to no other', () => {
  expect(strayFiles(['/p/a.ts', '/p/inner/d.ts'], filesOf)).toEqual([])
  expect(strayFiles(['/p/c.ts', '/p/inner/b.ts', '/elsewhere/e.ts'], filesOf)).toEqual([
    '/p/c.ts',
    '/p/inner/b.ts',
    '/elsewhere/e.ts',
  ])
})
