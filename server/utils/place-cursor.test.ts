import { expect, test } from 'vitest'
import { newId } from './ids.ts'
import { pageOf, readPlaceCursor, writePlaceCursor } from './place-cursor.ts'

test.each([
  { name: 'id', id: newId() },
  { name: 'code', id: 'A_-'.padEnd(22, 'x') },
] as const)('reads back what it wrote for an $name, and for nothing else', ({ name, id }) => {
  const place = { value: 1_767_225_600_123, id }
  expect(readPlaceCursor(writePlaceCursor(place), name)).toEqual(place)
  expect(() => readPlaceCursor(writePlaceCursor(place), name === 'id' ? 'code' : 'id')).toThrow('one of ours')
})

test.each(['', 'x', Buffer.from('1 2').toString('base64url'), Buffer.from(`-1 ${newId()}`).toString('base64url')])(
  'refuses %j',
  (text) => {
    expect(() => readPlaceCursor(text)).toThrow(expect.objectContaining({ code: 'bad_request' }))
  },
)

test('one row too many means that a page follows', () => {
  const rows = [1, 2, 3].map((value) => ({ value, id: newId() }))
  const more = pageOf(rows, 2, (row) => row)
  expect(more.items).toEqual(rows.slice(0, 2))
  expect(readPlaceCursor(more.next ?? '')).toEqual(rows[1])
  expect(pageOf(rows, 3, (row) => row)).toEqual({ items: rows, next: null })
  expect(pageOf([], 3, () => ({ value: 0, id: '' }))).toEqual({ items: [], next: null })
})
