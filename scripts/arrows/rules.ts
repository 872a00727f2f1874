import type { IForbiddenRuleType } from 'dependency-cruiser'
import { neutral, table, testPattern } from './table.mjs'

/** The folders that hold what we wrote; imports that lead elsewhere are not the table's business. */
export const ownFolders = ['packages', 'FrontEnd', 'client', 'server', 'scripts']

const own = `^(${ownFolders.join('|')})/`
const workspace = '^(packages/[^/]+|FrontEnd|client|server)/'

const platform = ['^react', '^@mui', '/node_modules/(react|react-dom|react-redux|react-router|@mui|@emotion)/']

/** Resolves an entry such as '@chaos/crypto/delivery' to the file behind it, or to nothing when there is none. */
export type EntryResolver = (entry: string) => string | undefined

/** dependency-cruiser's rules, derived from the table: whatever a row does not allow is forbidden. */
export function forbiddenRules(resolveEntry: EntryResolver): IForbiddenRuleType[] {
  return [...table.flatMap((row) => rowRules(row, resolveEntry)), ...standingRules()]
}

/** Whether some row speaks for this file. Tests are spoken for by the folder they lie in, or by being tests. */
export function hasRow(path: string): boolean {
  return new RegExp(testPattern).test(path) || table.some(({ from }) => new RegExp(startsWith(from)).test(path))
}

function rowRules({ from, allow, types = [] }: (typeof table)[number], resolveEntry: EntryResolver) {
  const inner = table.map((other) => other.from).filter((other) => other.startsWith(`${from}/`))
  const source = { path: startsWith(from), pathNot: [testPattern, ...inner.map(startsWith)] }
  const allowed = [from, ...allow].flatMap((target) => pattern(target, resolveEntry))
  const rules: IForbiddenRuleType[] = [
    {
      ...named(`${from} → not in its row`),
      from: source,
      to: { path: own, pathNot: [...allowed, ...types.map(startsWith)] },
    },
  ]
  if (types.length === 0) return rules
  const values = { path: types.map(startsWith), pathNot: allowed, dependencyTypesNot: ['type-only' as const] }
  return [...rules, { ...named(`${from} → more than types`), from: source, to: values }]
}

function standingRules(): IForbiddenRuleType[] {
  const product = { path: own, pathNot: testPattern }
  const tests = { path: testPattern, pathNot: '(^|/)node_modules/' }
  const neutralSource = { path: neutral.map(startsWith), pathNot: testPattern }
  return [
    { ...named('no cycles'), from: { path: own }, to: { circular: true } },
    { ...named('product code imports no tests'), from: product, to: tests },
    {
      ...named('workspaces import each other by name, through their exports'),
      from: { path: workspace, pathNot: testPattern },
      to: { path: workspace, pathNot: '^$1/', dependencyTypesNot: ['aliased-workspace'] },
    },
    {
      ...named('what is imported exists and is exported'),
      from: { path: own },
      to: { couldNotResolve: true, path: '^(@chaos/|\\.)' },
    },
    { ...named('neutral packages import nothing of Node'), from: neutralSource, to: { dependencyTypes: ['core'] } },
    { ...named('neutral packages import no React'), from: neutralSource, to: { path: platform } },
  ]
}

function named(name: string): { name: string; severity: 'error' } {
  return { name, severity: 'error' }
}

function pattern(target: string, resolveEntry: EntryResolver): string[] {
  if (!target.startsWith('@')) return [startsWith(target)]
  const file = resolveEntry(target)
  return file === undefined ? [] : [`^${escape(file)}$`]
}

function startsWith(path: string): string {
  return `^${escape(path)}(/|$)`
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
