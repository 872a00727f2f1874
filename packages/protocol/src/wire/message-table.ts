import { type Static, type TObject, Type } from 'typebox'
import { Compile } from 'typebox/compile'

/** Messages by their `type`; the value describes the other members. */
export type MessageTable = Record<string, TObject>

/** The discriminated union of a table. */
export type MessageOf<T extends MessageTable> = { [K in keyof T & string]: { type: K } & Static<T[K]> }[keyof T &
  string]

export type Parsed<M> =
  | { kind: 'message'; message: M }
  | { kind: 'refused'; reason: 'too_large' | 'not_json' | 'unknown_type' | 'invalid'; detail: string }

export type MessageParser<M> = (text: string) => Parsed<M>

const closed = { additionalProperties: false } as const

/** An object that takes the named members and no others. */
export const Closed = <P extends Parameters<typeof Type.Object>[0]>(properties: P) => Type.Object(properties, closed)

/**
 * Builds the parser of one direction of a socket. Text in, a member of the union or a refusal out; it never throws.
 *
 * @param table what may arrive
 * @param maxLength longest text taken, in UTF-16 code units
 */
export function createMessageParser<T extends MessageTable>(table: T, maxLength: number): MessageParser<MessageOf<T>> {
  const checks = new Map(
    Object.entries(table).map(([type, body]) => [
      type,
      Compile(Type.Object({ type: Type.Literal(type), ...body.properties }, closed)),
    ]),
  )
  return (text) => {
    if (text.length > maxLength) return { kind: 'refused', reason: 'too_large', detail: `over ${maxLength} characters` }
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      return { kind: 'refused', reason: 'not_json', detail: 'not JSON' }
    }
    const check = checks.get(typeOf(value))
    if (!check) return { kind: 'refused', reason: 'unknown_type', detail: 'no such message type' }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the check proves the shape that the table promises; this is the one place where that proof becomes a type
    if (check.Check(value)) return { kind: 'message', message: value as MessageOf<T> }
    const first = check.Errors(value)[0]
    return {
      kind: 'refused',
      reason: 'invalid',
      detail: `${first?.instancePath || '/'} ${first?.message ?? 'is invalid'}`,
    }
  }
}

function typeOf(value: unknown): string {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
    ? value.type
    : ''
}
