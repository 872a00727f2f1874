import type { CallPerson } from '@chaos/client-core'

/** What has to be said about a person in words, the gravest first; at most one fills the line under the name. */
export type PersonMark =
  | 'reconnecting'
  | 'notTheirs'
  | 'undecryptable'
  | 'outside'
  | 'noKeys'
  | 'serverMuted'
  | 'serverDeafened'
  | 'deafened'
  | 'listening'
  | 'muted'
  | 'speaking'

type Facts = Pick<
  CallPerson,
  | 'connection'
  | 'undecryptable'
  | 'leaf'
  | 'inGroup'
  | 'isBot'
  | 'serverMuted'
  | 'serverDeafened'
  | 'deafened'
  | 'sending'
  | 'muted'
  | 'speaking'
>

const inOrder: [PersonMark, (person: Facts) => boolean][] = [
  ['reconnecting', (person) => person.connection === 'reconnecting'],
  ['notTheirs', (person) => person.leaf === 'refused'],
  ['undecryptable', (person) => person.undecryptable],
  // A program that has not come into the group is not about to, unlike people, who need a moment.
  ['outside', (person) => person.isBot === true && !person.inGroup],
  ['noKeys', (person) => !person.inGroup],
  ['serverMuted', (person) => person.serverMuted],
  ['serverDeafened', (person) => person.serverDeafened],
  ['deafened', (person) => person.deafened],
  ['listening', (person) => !person.sending],
  ['muted', (person) => person.muted],
  ['speaking', (person) => person.speaking],
]

export const markOf = (person: Facts): PersonMark | null => inOrder.find(([, applies]) => applies(person))?.[0] ?? null
