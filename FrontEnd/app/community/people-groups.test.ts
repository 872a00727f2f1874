import { describe, expect, it } from 'vitest'
import {
  exampleChannel,
  exampleMember,
  exampleRole,
} from '../../../packages/protocol/src/testing/community-examples.ts'
import { peopleGroups } from './people-groups.ts'

const member = (userId: string, isOwner = false) => exampleMember({ userId, displayName: userId, isOwner })
const lobby = exampleChannel({ id: 'lobby', communityId: 'c', name: 'Lobby' })
const members = [member('olga', true), member('ada'), member('bo')]
const session = { kind: 'signedIn' as const, user: { id: 'bo', userName: 'bo', displayName: 'bo', avatar: null } }

const known = {
  ...{ loaded: { status: 'ready' as const }, relationships: {}, blocked: {}, own: null },
  seen: { olga: { status: 'idle' as const, words: 'tea' } },
}

describe('peopleGroups', () => {
  it('lists who is in a room first, with the room', () => {
    const occupants = [
      { userId: 'ada', displayName: 'ada', avatar: null, muted: false, deafened: false, listener: false },
    ]
    const rosters = { lobby: { communityId: 'c', occupants, speaking: ['ada'] } }
    const groups = peopleGroups(members, [lobby], { rosters, session, people: known, roles: [] })
    expect(groups.map(({ key, people }) => [key, people.map(({ name }) => name)])).toEqual([
      ['talking', ['ada']],
      ['owner', ['olga']],
      ['members', ['bo']],
    ])
    expect(groups[0]?.people[0]).toMatchObject({ room: 'Lobby', speaking: true, self: false })
    expect(groups[2]?.people[0]).toMatchObject({ self: true, status: 'online' })
    expect(groups[1]?.people[0]).toMatchObject({ status: 'idle', words: 'tea' })
  })

  it('leaves out whom the viewer blocks', () => {
    const groups = peopleGroups(members, [lobby], {
      rosters: {},
      session,
      people: { ...known, blocked: { ada: true } },
      roles: [],
    })
    expect(groups.flatMap((group) => group.people.map(({ userId }) => userId))).toEqual(['olga', 'bo'])
  })

  it('leaves empty groups out', () =>
    expect(
      peopleGroups([member('olga', true)], [lobby], { rosters: {}, session, people: known, roles: [] }).map(
        ({ key }) => key,
      ),
    ).toEqual(['owner']))

  it('lists people under their highest role that lists them, in its colour or that of a higher one', () => {
    const roles = [
      exampleRole({ id: 'vip', position: 1, color: '#ad2318' }),
      exampleRole({ id: 'hosts', name: 'Hosts', position: 2, isListed: true, color: '#15703d' }),
      exampleRole({ id: 'crew', name: 'Crew', position: 3, isListed: true }),
    ]
    const holder = (userId: string, ...roleIds: string[]) => exampleMember({ userId, displayName: userId, roleIds })
    const people = [
      holder('ada', 'crew', 'hosts'),
      holder('bo', 'crew'),
      holder('cy', 'vip'),
      holder('di', 'vip', 'hosts'),
    ]
    const groups = peopleGroups(people, [], { rosters: {}, session, people: known, roles })
    expect(groups.map((group) => [group.title, group.people.map(({ name, color }) => [name, color])])).toEqual([
      [
        'Hosts',
        [
          ['ada', '#15703d'],
          ['di', '#ad2318'],
        ],
      ],
      ['Crew', [['bo', null]]],
      ['Members', [['cy', '#ad2318']]],
    ])
  })
})
