import { type Catalogue, english, type MessageKey } from './catalogue.ts'

type Names<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never
type Source<K extends MessageKey> = (typeof english)[K] extends { other: infer S } ? S | '{count}' : (typeof english)[K]
type Values<K extends MessageKey> = Record<Names<Source<K>>, string | number>
type Arguments<K extends MessageKey> = [Names<Source<K>>] extends [never] ? [] : [values: Values<K>]

const catalogue: Catalogue = english
const plurals = new Intl.PluralRules('en')

/** The text for `key`. Values fill its `{names}`; texts that depend on a number choose their form by `count`. */
export function t<K extends MessageKey>(key: K, ...[values]: Arguments<K>): string {
  const given: Record<string, string | number> = values ?? {}
  const entry = catalogue[key]
  const text =
    typeof entry === 'string' ? entry : entry[plurals.select(Number(given.count)) === 'one' ? 'one' : 'other']
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(given[name] ?? ''))
}

export type { MessageKey }
