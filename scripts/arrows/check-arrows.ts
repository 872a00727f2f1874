import './swc-visitor.ts'
import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { cruise, type ICruiseResult, type IViolation } from 'dependency-cruiser'
import { sourceFiles } from '../build/source-files.mjs'
import { forbiddenRules, hasRow, ownFolders } from './rules.ts'

export type ArrowReport = {
  /** How many of our own files were read. */
  modules: number
  /** One sentence per violation; empty when every arrow is in the table. */
  problems: string[]
}

/** Compares every import of the repository at `base` with the table. Throws when a file cannot be parsed. */
export async function checkArrows(base: string): Promise<ArrowReport> {
  const folders = ownFolders.filter((folder) => existsSync(join(base, folder)))
  const { modules, summary } = await readImports(base, folders)
  const written = folders
    .flatMap((folder) => sourceFiles(/\.[cm]?[jt]sx?$/, join(base, folder)))
    .map((path) => relative(base, path).replaceAll('\\', '/'))
  const read = new Set(modules.map(({ source }) => source))
  return {
    modules: written.filter((path) => read.has(path)).length,
    problems: [
      ...written.filter((path) => !read.has(path)).map((path) => `not read: ${path}`),
      ...written.filter((path) => !hasRow(path)).map((path) => `no row in the table: ${path}`),
      ...new Set(summary.violations.map(describe)),
    ],
  }
}

async function readImports(base: string, folders: string[]): Promise<ICruiseResult> {
  const { output } = await cruise(
    folders,
    {
      baseDir: base,
      // TypeScript 7 has no API that dependency-cruiser could read with; without swc it would read nothing and succeed.
      parser: 'swc',
      tsPreCompilationDeps: true,
      // The root's package.json names the workspaces; that of the importing package alone would not.
      combinedDependencies: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '(^|/)dist/' },
      validate: true,
      ruleSet: { forbidden: forbiddenRules((entry) => entryFile(base, entry)) },
    },
    { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  )
  if (typeof output === 'string') throw new Error(output)
  return output
}

/** The file behind an entry such as '@chaos/crypto/delivery', by the `exports` of that package. */
function entryFile(base: string, entry: string): string | undefined {
  const [, name, path = ''] = /^@chaos\/([^/]+)(\/.*)?$/.exec(entry) ?? []
  const folder = `packages/${name}`
  if (!existsSync(join(base, folder, 'package.json'))) return undefined
  const manifest: unknown = JSON.parse(readFileSync(join(base, folder, 'package.json'), 'utf8'))
  const target = (manifest as { exports?: Record<string, unknown> }).exports?.[`.${path}`]
  return typeof target === 'string' ? `${folder}/${target.replace(/^\.\//, '')}` : undefined
}

function describe({ rule, from, to, cycle }: IViolation): string {
  if (!cycle) return `${rule.name}: ${from} → ${to}`
  const names = cycle.map(({ name }) => name)
  // The same circle is found from each of its files; turned to begin with its first name it is told once.
  const first = names.indexOf(names.toSorted()[0] ?? '')
  const turned = [...names.slice(first), ...names.slice(0, first)]
  return `${rule.name}: ${[...turned, turned[0]].join(' → ')}`
}
