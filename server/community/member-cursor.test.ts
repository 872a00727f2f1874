import { expect, test } from 'vitest'
import { exampleMember } from '../../packages/protocol/src/testing/community-examples.ts'
import { newId } from '../utils/ids.ts'
import { readMemberCursor, writeMemberCursor } from './member-cursor.ts'

test('reads back what it wrote, to the millisecond', () => {
  const userId = newId()
  const joinedAt = '2026-01-02T03:04:05.678Z'
  const member = exampleMember({ userId, joinedAt })
  expect(readMemberCursor(writeMemberCursor(member))).toEqual({ userId, joinedAt: new Date(joinedAt) })
})

test.each([
  '',
  'x',
  Buffer.from('1 2').toString('base64url'),
  Buffer.from(`999999999999999 ${newId()}`).toString('base64url'),
])('refuses %j', (text) => {
  expect(() => readMemberCursor(text)).toThrow(expect.objectContaining({ code: 'bad_request' }))
})
