export type ListedPerson = {
  userId: string
  name: string
  picture: string | null
  self: boolean
  speaking: boolean
  room: string | null
}
export type PeopleGroup = { key: 'talking' | 'owner' | 'members'; people: ListedPerson[] }

export type PersonHandler = (person: ListedPerson, anchor: HTMLElement) => void
