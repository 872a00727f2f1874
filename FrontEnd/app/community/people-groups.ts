import type { RootState } from '@chaos/client-core'
import type { Channel, Member } from '@chaos/protocol'
import type { ListedPerson, PeopleGroup } from '../../components/people/listed-person.ts'
import { offline, ownPresence } from '../people/people-selectors.ts'

type Parts = Pick<RootState, 'rosters' | 'session' | 'people'>

/** Members by presence and role, without those whom the viewer blocks: who is in a room first, then owner and members, each in the order given. */
export function peopleGroups(all: Member[], channels: Channel[], parts: Parts): PeopleGroup[] {
  const { rosters, session, people: known } = parts
  const members = all.filter(({ userId }) => !known.blocked[userId])
  const rooms = new Map<string, { room: string; speaking: boolean }>()
  for (const { id, name } of channels) {
    const roster = rosters[id]
    for (const { userId } of roster?.occupants ?? [])
      rooms.set(userId, { room: name, speaking: roster?.speaking.includes(userId) ?? false })
  }
  const ownId = session.kind === 'signedIn' ? session.user.id : null
  const presenceOf = (userId: string) => (userId === ownId ? ownPresence(known) : (known.seen[userId] ?? offline))
  const listed = (member: Member): ListedPerson => ({
    userId: member.userId,
    name: member.nickname ?? member.displayName,
    picture: member.avatar,
    self: member.userId === ownId,
    speaking: rooms.get(member.userId)?.speaking ?? false,
    room: rooms.get(member.userId)?.room ?? null,
    ...presenceOf(member.userId),
  })
  // Whoever talks is shown, also when the page with them on it has not been read yet.
  const here = new Set(members.map(({ userId }) => userId))
  const further = channels.flatMap(({ id, name: room }) =>
    (rosters[id]?.occupants ?? [])
      .filter(({ userId }) => !here.has(userId) && !known.blocked[userId])
      .map(
        ({ userId, displayName: name, avatar: picture }): ListedPerson => ({
          ...{ userId, name, picture, room, self: userId === ownId },
          speaking: rosters[id]?.speaking.includes(userId) ?? false,
          ...presenceOf(userId),
        }),
      ),
  )
  const absent = members.filter(({ userId }) => !rooms.has(userId))
  const groups: PeopleGroup[] = [
    { key: 'talking', people: [...members.filter(({ userId }) => rooms.has(userId)).map(listed), ...further] },
    { key: 'owner', people: absent.filter(({ isOwner }) => isOwner).map(listed) },
    { key: 'members', people: absent.filter(({ isOwner }) => !isOwner).map(listed) },
  ]
  return groups.filter(({ people }) => people.length > 0)
}
