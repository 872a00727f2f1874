import { BadRequestError } from './domain-error.ts'

const shape = /^(\d{1,13}) ([\w-]+)$/
const names = { id: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, code: /^[\w-]{22}$/ }

/** The last row of a page in a list that is ordered by a number and then by a name of its own: an id or a code. */
export type PlaceCursor = { value: number; id: string }

/** Opaque to clients. */
export const writePlaceCursor = ({ value, id }: PlaceCursor): string =>
  Buffer.from(`${value} ${id}`).toString('base64url')

export const strangeCursor = () => new BadRequestError('the cursor is not one of ours')

/** Throws {@link BadRequestError} for text that {@link writePlaceCursor} did not make. */
export function readPlaceCursor(text: string, name: keyof typeof names = 'id'): PlaceCursor {
  const [, value, id] = shape.exec(Buffer.from(text, 'base64url').toString()) ?? []
  if (!id || !names[name].test(id)) throw strangeCursor()
  return { value: Number(value), id }
}

/** Of one row more than asked for, which tells whether another page follows. */
export function pageOf<Row>(found: readonly Row[], limit: number, cursorOf: (last: Row) => PlaceCursor) {
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return { items, next: found.length > limit && last ? writePlaceCursor(cursorOf(last)) : null }
}
