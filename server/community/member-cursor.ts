import type { MemberOrder } from '@chaos/protocol'
import type { FoundMember, MemberCursor } from '../database/stores/member-store.ts'
import { strangeCursor } from '../utils/place-cursor.ts'
import { readTimeCursor, writeTimeCursor } from './time-cursor.ts'

const named = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) (.*)$/s

/** The cursor of the page after this member: opaque to clients. */
export function writeMemberCursor(order: MemberOrder, { member, shownName }: FoundMember): string {
  if (order === 'joined') return writeTimeCursor(member.joinedAt, member.userId)
  return Buffer.from(`${member.userId} ${shownName}`).toString('base64url')
}

/** Throws `BadRequestError` for text that {@link writeMemberCursor} did not make in this order. */
export function readMemberCursor(order: MemberOrder, text: string): MemberCursor {
  if (order === 'joined') {
    const { at: joinedAt, id: userId } = readTimeCursor(text)
    return { joinedAt, userId }
  }
  const [, userId, shownName] = named.exec(Buffer.from(text, 'base64url').toString()) ?? []
  // PostgreSQL has no text with a NUL in it.
  if (!userId || shownName === undefined || shownName.includes('\0')) throw strangeCursor()
  return { shownName, userId }
}
