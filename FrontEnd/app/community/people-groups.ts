import type { RootState } from '@chaos/client-core'
import type { Channel, Member, Role } from '@chaos/protocol'
import { t } from '../../assets/messages/t.ts'
import type { ListedPerson, PeopleGroup } from '../../components/people/listed-person.ts'
import { offline, ownPresence } from '../people/people-selectors.ts'

type Parts = Pick<RootState, 'rosters' | 'session' | 'people'> & { roles: readonly Role[] }

/**
 * Members by presence and role, without those whom the viewer blocks: who is in a room first, then the owner, then those
 * of each role that lists its people, then all others, each in the order given.
 */
export function peopleGroups(all: Member[], channels: Channel[], parts: Parts): PeopleGroup[] {
  const { rosters, session, people: known, roles } = parts
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
    isBot: member.isBot,
    speaking: rooms.get(member.userId)?.speaking ?? false,
    room: rooms.get(member.userId)?.room ?? null,
    ...presenceOf(member.userId),
    color: roles.find(({ id, color }) => color !== null && member.roleIds.includes(id))?.color ?? null,
  })
  // Whoever talks is shown, also when the page with them on it has not been read yet.
  const here = new Set(members.map(({ userId }) => userId))
  const further = channels.flatMap(({ id, name: room }) =>
    (rosters[id]?.occupants ?? [])
      .filter(({ userId }) => !here.has(userId) && !known.blocked[userId])
      .map(
        ({ userId, displayName: name, avatar: picture, isBot = false }): ListedPerson => ({
          ...{ userId, name, picture, isBot, room, self: userId === ownId },
          speaking: rosters[id]?.speaking.includes(userId) ?? false,
          color: null,
          ...presenceOf(userId),
        }),
      ),
  )
  const custom = roles.filter(({ kind }) => kind === 'custom')
  const listedRoles = custom.filter(({ isListed }) => isListed)
  const homeOf = ({ userId, isOwner, roleIds }: Member): string => {
    if (rooms.has(userId)) return 'talking'
    return isOwner ? 'owner' : (listedRoles.find(({ id }) => roleIds.includes(id))?.id ?? 'members')
  }
  const groups: PeopleGroup[] = [
    { key: 'talking', title: t('people.talking') },
    { key: 'owner', title: t('people.owner') },
    ...listedRoles.map(({ id, name }) => ({ key: id, title: name })),
    { key: 'members', title: t('people.members') },
  ].map((group) => ({
    ...group,
    people: [
      ...members.filter((member) => homeOf(member) === group.key).map(listed),
      ...(group.key === 'talking' ? further : []),
    ],
  }))
  return groups.filter(({ people }) => people.length > 0)
}
