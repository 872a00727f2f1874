import { readPlaceCursor, writePlaceCursor } from '../utils/place-cursor.ts'

/** The cursor of the page after what happened then and has this id: opaque to clients. */
export const writeTimeCursor = (at: string, id: string): string => writePlaceCursor({ value: Date.parse(at), id })

/** Throws `BadRequestError` for text that {@link writeTimeCursor} did not make. */
export function readTimeCursor(text: string): { at: Date; id: string } {
  const { value, id } = readPlaceCursor(text)
  return { at: new Date(value), id }
}
