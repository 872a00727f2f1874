import type { ConversationCursor } from '../database/stores/conversation-store.ts'
import { BadRequestError } from '../utils/domain-error.ts'

const shape = /^(\d{1,13}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** The cursor of the page after this conversation: opaque to clients. */
export const writeConversationCursor = ({ activeAt, id }: { activeAt: string; id: string }): string =>
  Buffer.from(`${Date.parse(activeAt)} ${id}`).toString('base64url')

/** Throws {@link BadRequestError} for text that {@link writeConversationCursor} did not make. */
export function readConversationCursor(text: string): ConversationCursor {
  const [, time, id] = shape.exec(Buffer.from(text, 'base64url').toString()) ?? []
  if (!id) throw new BadRequestError('the cursor is not one of ours')
  return { activeAt: new Date(Number(time)), id }
}
