/** Longest text that the log repeats. */
const mostCharacters = 40

type Value = string | number | boolean | null | readonly string[]
export type Changeable = Readonly<Record<string, Value>>

/** What changed, for the log: `field: before -> after`. */
export function describeChanges(before: Changeable, after: Changeable): Record<string, string> {
  const changed = Object.entries(after).filter(([name, value]) => words(before[name] ?? null) !== words(value))
  return Object.fromEntries(changed.map(([name, value]) => [name, `${short(before[name] ?? null)} -> ${short(value)}`]))
}

const words = (value: Value): string =>
  typeof value === 'object' && value !== null ? value.join(', ') : String(value ?? '')

function short(value: Value): string {
  const line = words(value).replaceAll(/\s+/g, ' ')
  if (line === '') return 'none'
  return line.length > mostCharacters ? `${line.slice(0, mostCharacters - 1)}…` : line
}
