import { describe, expect, it } from 'vitest'
import { exampleChannel, exampleMember } from '../../../packages/protocol/src/testing/community-examples.ts'
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
    const groups = peopleGroups(members, [lobby], { rosters, session, people: known })
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
    })
    expect(groups.flatMap((group) => group.people.map(({ userId }) => userId))).toEqual(['olga', 'bo'])
  })

  it('leaves empty groups out', () =>
    expect(
      peopleGroups([member('olga', true)], [lobby], { rosters: {}, session, people: known }).map(({ key }) => key),
    ).toEqual(['owner']))
})
