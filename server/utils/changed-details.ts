type Detail = string | number | boolean | null
type Value = Detail | readonly string[] | undefined

/** How long a text may be that stands in the audit log. */
const longest = 100

function short(value: Value): Detail {
  if (value === undefined) return ''
  const plain = typeof value === 'object' && value !== null ? value.join(', ') : value
  return typeof plain === 'string' && plain.length > longest ? `${plain.slice(0, longest)}…` : plain
}

const same = (a: Value, b: Value): boolean => short(a) === short(b)

/** For the audit log: each of the named members that is now another, with what it was before. Empty when none is. */
export function changedDetails<K extends string>(
  before: { readonly [N in K]?: Value },
  after: { readonly [N in K]?: Value },
  names: readonly K[],
): Record<string, Detail> {
  const changed = names.filter((name) => !same(before[name], after[name]))
  return Object.fromEntries(
    changed.flatMap((name) => [
      [`${name}.before`, short(before[name])],
      [`${name}.after`, short(after[name])],
    ]),
  )
}
