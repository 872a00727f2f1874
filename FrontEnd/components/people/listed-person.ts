import type { SeenStatus } from '@chaos/protocol'

export type ListedPerson = {
  userId: string
  name: string
  picture: string | null
  self: boolean
  isBot: boolean
  speaking: boolean
  room: string | null
  status: SeenStatus
  words: string
  /** Of their highest role that has one. */
  color: string | null
}
export type PeopleGroup = { key: string; title: string; people: ListedPerson[] }

export type PersonHandler = (person: ListedPerson, anchor: HTMLElement) => void
