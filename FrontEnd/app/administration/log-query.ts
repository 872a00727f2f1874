import type { NameErrors, PeopleFilter } from '../../components/administration/people-and-times.tsx'

/** The part of a log's query that is the same for every log. */
export type PeopleQuery = { actorId?: string; subjectId?: string; from?: string; until?: string }

/** What the browser's field gives is in the person's own time zone. */
const instantOf = (local: string): string | undefined => (local === '' ? undefined : new Date(local).toISOString())

type Ask = {
  /** The id of somebody by their user name; null when nobody is called that. */
  find: (userName: string) => Promise<string | null>
  unknown: (userName: string) => string
}

/** The filter with people as the server knows them, or what is wrong with their names. */
export async function readFilter(
  { actor, subject, from, until }: PeopleFilter,
  { find, unknown }: Ask,
): Promise<{ query: PeopleQuery; errors: NameErrors }> {
  const [since, to] = [instantOf(from), instantOf(until)]
  const query: PeopleQuery = { ...(since ? { from: since } : {}), ...(to ? { until: to } : {}) }
  const errors: NameErrors = {}
  for (const [name, text] of [
    ['actor', actor.trim()],
    ['subject', subject.trim()],
  ] as const) {
    if (text === '') continue
    const id = await find(text)
    if (id === null) errors[name] = unknown(text)
    else query[`${name}Id`] = id
  }
  return { query, errors }
}

/** The id of the one whose user name is exactly this, among those that a search found. */
export function idOf(userName: string, found: readonly { id: string; userName: string }[]): string | null {
  return found.find((user) => user.userName.toLowerCase() === userName.toLowerCase())?.id ?? null
}
