import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inRoot, node24, tools } from '../build/paths.mjs'
import { run } from '../build/run.mjs'

type Diagnostic = { code: string; filename: string }

/** What must be reported, by file: a rule that is misspelt, or a plugin that is not loaded, reports nothing at all. */
const planted: Record<string, [text: string, rule: string]> = {
  'server/floating.ts': ['export async function f() {}\nf()', 'no-floating-promises'],
  'server/misused.ts': ['export const f = async () => true\nif (f()) void f()', 'no-misused-promises'],
  'server/any.ts': ['export const f = (x: any): number => Number(x)', 'no-explicit-any'],
  'server/unsafe.ts': ["export const f = JSON.parse('1')\nexport const g: string = f", 'no-unsafe-assignment'],
  'server/switch.ts': [
    "export function f(x: 'a' | 'b') {\n  switch (x) {\n    case 'a':\n      return 1\n  }\n  return 2\n}",
    'switch-exhaustiveness-check',
  ],
  'server/console.ts': ["console.log('x')", 'no-console'],
  'server/params.ts': ['export const f = (a: 1, b: 1, c: 1, d: 1) => [a, b, c, d]', 'max-params'],
  'server/long.ts': ['export {}\n'.padEnd(400, '\n'), 'max-lines'],
  'server/notKebab.ts': ['export {}', 'filename-case'],
  'server/import-type.ts': ["export type P = import('./console.ts').P", 'consistent-type-imports'],
  'server/skipped.test.ts': [
    "import { expect, test } from 'vitest'\ntest.skip('x', () => expect(1).toBe(1))",
    'no-disabled-tests',
  ],
  'FrontEnd/hook.tsx': [
    "import { useState } from 'react'\nexport function F({ on }: { on: boolean }) {\n  if (on) useState(1)\n  return null\n}",
    'rules-of-hooks',
  ],
  'FrontEnd/image.tsx': ['export const F = () => <img src="x.png" />', 'alt-text'],
}

let root: string
let diagnostics: Diagnostic[]

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'chaos-lint-'))
  copyFileSync(inRoot('.oxlintrc.json'), join(root, '.oxlintrc.json'))
  writeFileSync(
    join(root, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        module: 'nodenext',
        allowImportingTsExtensions: true,
        noEmit: true,
        jsx: 'react-jsx',
      },
    }),
  )
  for (const [file, [text]] of Object.entries(planted)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  const { output } = await run([node24, tools.oxlint, '--format', 'json'], {
    capture: true,
    cwd: root,
    env: { OXLINT_TSGOLINT_PATH: inRoot('node_modules/.bin/tsgolint') },
  })
  diagnostics = (JSON.parse(output) as { diagnostics: Diagnostic[] }).diagnostics
})

afterAll(() => rmSync(root, { recursive: true, force: true }))

test.each(Object.entries(planted))('%s is reported', (file, [, rule]) => {
  const rules = diagnostics.filter(({ filename }) => filename.endsWith(file)).map(({ code }) => code)
  expect(rules).toContainEqual(expect.stringContaining(`(${rule})`))
})
