import { Type } from 'typebox'
import { expect, it } from 'vitest'
import { Closed, createMessageParser } from './message-table.ts'

const parse = createMessageParser(
  {
    'thing.set': Closed({ on: Type.Boolean(), at: Type.Optional(Type.Integer({ minimum: 0 })) }),
    'thing.end': Closed({}),
  },
  60,
)
const reasonFor = (value: unknown): string => {
  const parsed = parse(typeof value === 'string' ? value : JSON.stringify(value))
  return parsed.kind === 'refused' ? parsed.reason : parsed.kind
}

it('W1: a message is told by its type and taken when its schema allows it', () => {
  expect(parse('{"type":"thing.set","on":true}')).toEqual({ kind: 'message', message: { type: 'thing.set', on: true } })
  expect(reasonFor({ type: 'thing.set', on: false, at: 4 })).toBe('message')
  expect(reasonFor({ type: 'thing.end' })).toBe('message')
})

it('W1: a member that is missing, of the wrong kind or unknown is refused, and the place is named', () => {
  for (const value of [
    { type: 'thing.set' },
    { type: 'thing.set', on: 1 },
    { type: 'thing.set', on: true, at: -1 },
    { type: 'thing.set', on: true, at: 0.5 },
    { type: 'thing.set', on: true, more: 1 },
    { type: 'thing.end', on: true },
  ]) {
    expect(reasonFor(value), JSON.stringify(value)).toBe('invalid')
  }
  expect(parse('{"type":"thing.set","on":true,"at":-1}')).toMatchObject({
    detail: expect.stringContaining('/at') as string,
  })
})

it('W1: what is no object with a known type is refused', () => {
  for (const value of [
    null,
    1,
    'thing.set',
    [],
    ['type'],
    {},
    { type: 1 },
    { type: 'toString' },
    { type: '__proto__' },
  ]) {
    expect(reasonFor(JSON.stringify(value)), JSON.stringify(value)).toBe('unknown_type')
  }
  for (const text of ['', '{', 'nonsense', '{"type":"thing.end"} x', '\u0000']) expect(reasonFor(text)).toBe('not_json')
})

it('W1: a text over the limit is refused before it is read', () => {
  const text = '{"type":"thing.end"}'
  expect(reasonFor(text.padEnd(60))).toBe('message')
  expect(reasonFor(text.padEnd(61))).toBe('too_large')
  expect(reasonFor('['.repeat(61))).toBe('too_large')
})
