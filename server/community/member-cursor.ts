import type { Member } from '@chaos/protocol'
import type { MemberCursor } from '../database/stores/member-store.ts'
import { readPlaceCursor, writePlaceCursor } from '../utils/place-cursor.ts'

/** The cursor of the page after this member. */
export const writeMemberCursor = ({ joinedAt, userId }: Member): string =>
  writePlaceCursor({ value: Date.parse(joinedAt), id: userId })

/** Throws `BadRequestError` for text that {@link writeMemberCursor} did not make. */
export function readMemberCursor(text: string): MemberCursor {
  const { value, id } = readPlaceCursor(text)
  return { joinedAt: new Date(value), userId: id }
}
