import type { RootState } from '@chaos/client-core'
import type { Relationship, RelationshipKind } from '@chaos/protocol'
import { describe, expect, it } from 'vitest'
import { exampleChannel, exampleView } from '../../../packages/protocol/src/testing/community-examples.ts'
import { activityOf, friendLists } from './people-selectors.ts'

const occupant = (userId: string) => ({
  ...{ userId, displayName: userId, avatar: null },
  ...{ muted: false, deafened: false, listener: false },
})
const view = exampleView({ channels: [exampleChannel({ id: 'lounge', name: 'Lounge' })] })
const communities: RootState['communities'] = {
  list: { status: 'ready', value: [] },
  views: { community: { status: 'ready', value: view } },
  removals: {},
  seenAs: null,
  members: {},
}
const rosterOf = (channelId: string, ...userIds: string[]): RootState['rosters'] => ({
  [channelId]: { communityId: 'community', occupants: userIds.map(occupant), speaking: [] },
})

describe('where somebody talks', () => {
  it('counts the others', () => {
    expect(activityOf({ communities, rosters: rosterOf('lounge', 'ada') }, 'ada')).toBe('in Lounge')
    expect(activityOf({ communities, rosters: rosterOf('lounge', 'ada', 'bo') }, 'ada')).toBe('in Lounge with 1 other')
    expect(activityOf({ communities, rosters: rosterOf('lounge', 'a', 'b', 'c', 'd', 'ada') }, 'ada')).toBe(
      'in Lounge with 4 others',
    )
  })

  it('is nowhere without a roster, or in a room that the viewer has not been shown', () => {
    expect(activityOf({ communities, rosters: rosterOf('lounge', 'bo') }, 'ada')).toBeNull()
    expect(activityOf({ communities, rosters: rosterOf('secret', 'ada') }, 'ada')).toBeNull()
  })
})

it('lists are by kind, those who ask first among requests, and by name', () => {
  const is = (id: string, kind: RelationshipKind): [string, Relationship] => [
    id,
    { user: { id, userName: id, displayName: id, avatar: null }, kind, since: '2026-01-01T00:00:00.000Z' },
  ]
  const people: RootState['people'] = {
    loaded: { status: 'ready' },
    relationships: Object.fromEntries([
      ...[is('zoe', 'friend'), is('ada', 'friend'), is('bo', 'requested')],
      ...[is('cleo', 'asked'), is('dan', 'blocked')],
    ]),
    blocked: { dan: true },
    seen: { zoe: { status: 'idle', words: 'lunch' } },
    own: null,
  }
  const lists = friendLists({ people, rosters: {}, communities })
  expect(Object.entries(lists).map(([tab, found]) => [tab, found.map(({ userId }) => userId)])).toEqual([
    ['online', ['zoe']],
    ['all', ['ada', 'zoe']],
    ['requests', ['cleo', 'bo']],
    ['blocked', ['dan']],
  ])
  expect(lists.online[0]).toMatchObject({ status: 'idle', words: 'lunch', activity: null })
})
