/** A day as people write it. */
export const dateWords = (instant: string): string =>
  new Date(instant).toLocaleDateString(undefined, { dateStyle: 'medium' })
