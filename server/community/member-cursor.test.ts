import { expect, test } from 'vitest'
import { exampleMember } from '../../packages/protocol/src/testing/community-examples.ts'
import { newId } from '../utils/ids.ts'
import { readMemberCursor, writeMemberCursor } from './member-cursor.ts'

const userId = newId()
const joinedAt = '2026-01-02T03:04:05.678Z'
const found = { member: exampleMember({ userId, joinedAt }), shownName: 'zoë \n ’ 李' }

test('reads back what it wrote: times to the millisecond, names as they are', () => {
  expect(readMemberCursor('joined', writeMemberCursor('joined', found))).toEqual({
    userId,
    joinedAt: new Date(joinedAt),
  })
  expect(readMemberCursor('name', writeMemberCursor('name', found))).toEqual({ userId, shownName: found.shownName })
})

test.each([
  '',
  'x',
  Buffer.from('1 2').toString('base64url'),
  Buffer.from(`999999999999999 ${newId()}`).toString('base64url'),
])('refuses %j', (text) => {
  for (const order of ['joined', 'name'] as const)
    expect(() => readMemberCursor(order, text)).toThrow(expect.objectContaining({ code: 'bad_request' }))
})

test('refuses a cursor of the other order, and a name that no database can hold', () => {
  const refused: unknown = expect.objectContaining({ code: 'bad_request' })
  expect(() => readMemberCursor('name', writeMemberCursor('joined', found))).toThrow(refused)
  expect(() => readMemberCursor('joined', writeMemberCursor('name', found))).toThrow(refused)
  const broken = writeMemberCursor('name', { ...found, shownName: 'a\0b' })
  expect(() => readMemberCursor('name', broken)).toThrow(refused)
})
