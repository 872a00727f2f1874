import type { SeenStatus } from '@chaos/protocol'

export type ListedPerson = {
  userId: string
  name: string
  picture: string | null
  self: boolean
  speaking: boolean
  room: string | null
  status: SeenStatus
  words: string
}
export type PeopleGroup = { key: 'talking' | 'owner' | 'members'; people: ListedPerson[] }

export type PersonHandler = (person: ListedPerson, anchor: HTMLElement) => void
