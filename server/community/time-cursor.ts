import { BadRequestError } from '../utils/domain-error.ts'

const shape = /^(\d{1,13}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** The cursor of the page after what happened then and has this id: opaque to clients. */
export const writeTimeCursor = (at: string, id: string): string =>
  Buffer.from(`${Date.parse(at)} ${id}`).toString('base64url')

export const strangeCursor = () => new BadRequestError('the cursor is not one of ours')

/** Throws {@link BadRequestError} for text that {@link writeTimeCursor} did not make. */
export function readTimeCursor(text: string): { at: Date; id: string } {
  const [, time, id] = shape.exec(Buffer.from(text, 'base64url').toString()) ?? []
  if (!id) throw strangeCursor()
  return { at: new Date(Number(time)), id }
}
