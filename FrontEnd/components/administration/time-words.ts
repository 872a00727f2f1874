/** A point in time for people, in their own time zone. */
export const timeWords = (instant: string): string =>
  new Date(instant).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
