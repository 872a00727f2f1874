import type { Member } from '@chaos/protocol'
import type { MemberCursor } from '../database/stores/member-store.ts'
import { BadRequestError } from '../utils/domain-error.ts'

const shape = /^(\d{1,13}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** The cursor of the page after this member: opaque to clients. */
export const writeMemberCursor = ({ joinedAt, userId }: Member): string =>
  Buffer.from(`${Date.parse(joinedAt)} ${userId}`).toString('base64url')

/** Throws {@link BadRequestError} for text that {@link writeMemberCursor} did not make. */
export function readMemberCursor(text: string): MemberCursor {
  const [, time, userId] = shape.exec(Buffer.from(text, 'base64url').toString()) ?? []
  if (!userId) throw new BadRequestError('the cursor is not one of ours')
  return { joinedAt: new Date(Number(time)), userId }
}
