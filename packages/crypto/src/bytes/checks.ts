/** Checks of records that came from outside (SPEC I1). They look at everything, so that what passed needs no second look. */
export type Check<T> = (value: unknown) => value is T

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
/** The last character's unused bits are zero; by the size modulo three. */
const lastCharacters = ['', '[AQgw]', '[AEIMQUYcgkosw048]']

export const isId: Check<string> = (value): value is string => typeof value === 'string' && uuid.test(value)

/** Exactly so many bytes in base64url. */
export function isBytes(sizeBytes: number): Check<string> {
  const last = lastCharacters[sizeBytes % 3] ?? ''
  const characters = Math.ceil((sizeBytes * 4) / 3)
  const pattern = new RegExp(`^[A-Za-z0-9_-]{${characters - (last ? 1 : 0)}}${last}$`)
  return (value): value is string => typeof value === 'string' && value.length === characters && pattern.test(value)
}

/** At most so many bytes in base64url; whether they decode is seen when they are. */
export const isBytesUpTo =
  (maxBytes: number): Check<string> =>
  (value): value is string =>
    typeof value === 'string' && value.length <= Math.ceil((maxBytes * 4) / 3)

export const isCount =
  (from: number, to: number): Check<number> =>
  (value): value is number =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= from && value <= to

export const isTime = isCount(0, Number.MAX_SAFE_INTEGER)

export const isOneOf =
  <Word extends string>(...words: readonly Word[]): Check<Word> =>
  (value): value is Word =>
    words.some((word) => word === value)

export const isNull: Check<null> = (value): value is null => value === null

export const isText =
  (maxLength: number): Check<string> =>
  (value): value is string =>
    typeof value === 'string' && value.length <= maxLength

export const isEither =
  <A, B>(first: Check<A>, second: Check<B>): Check<A | B> =>
  (value): value is A | B =>
    first(value) || second(value)

export const isList =
  <Item>(isItem: Check<Item>, limits: { min: number; max: number }): Check<Item[]> =>
  (value): value is Item[] =>
    Array.isArray(value) && value.length >= limits.min && value.length <= limits.max && value.every(isItem)

/** An object with these members, all of them, and no others. Optional ones are named apart. */
export function isRecord<T extends object>(
  checks: { [Name in keyof T]-?: Check<T[Name]> },
  optional: readonly (keyof T & string)[] = [],
): Check<T> {
  const entries = Object.entries<Check<unknown>>(checks)
  const required = entries.filter(([name]) => !optional.some((other) => other === name)).map(([name]) => name)
  return (value): value is T => {
    if (typeof value !== 'object' || value === null) return false
    const members = new Map<string, unknown>(Object.entries(value))
    if (required.some((name) => !members.has(name))) return false
    return [...members].every(([name, member]) => Object.hasOwn(checks, name) && checkOf(entries, name)(member))
  }
}

const never = (_value: unknown): _value is never => false

const checkOf = (entries: readonly [string, Check<unknown>][], name: string): Check<unknown> =>
  entries.find(([other]) => other === name)?.[1] ?? never
