import type { ListedPerson, PeopleGroup } from './listed-person.ts'

/** One line of the list: the heading of a group, or somebody in it. */
export type PeopleRow =
  | { kind: 'heading'; key: string; group: string; title: string; count: number }
  | { kind: 'person'; key: string; person: ListedPerson }

/** The groups as one list of lines. */
export const rowsOf = (groups: readonly PeopleGroup[]): PeopleRow[] =>
  groups.flatMap(({ key: group, title, people }): PeopleRow[] => [
    { kind: 'heading', key: group, group, title, count: people.length },
    ...people.map((person): PeopleRow => ({ kind: 'person', key: person.userId, person })),
  ])
