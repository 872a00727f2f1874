import type { Relationship, RelationshipKind } from '@chaos/protocol'
import { expect, it } from 'vitest'
import { onBlockedChange } from './on-blocked-change.ts'
import { peopleChanged, peopleSeen, relationshipEnded, relationshipPut, relationshipsLoaded } from './people-slice.ts'
import { signedOut } from './session-slice.ts'
import { createStore } from './store.ts'

const is = (id: string, kind: RelationshipKind): Relationship => ({
  user: { id, userName: id, displayName: id, avatar: null },
  kind,
  since: '2026-01-01T00:00:00.000Z',
})

it('knows who is blocked, and says so only when that changes', () => {
  const store = createStore()
  const { dispatch } = store
  const blocked = () => Object.keys(store.getState().people.blocked)
  let told = 0
  onBlockedChange(store, () => {
    told += 1
  })
  dispatch(relationshipsLoaded([is('ada', 'friend'), is('bo', 'blocked')]))
  expect([blocked(), told]).toEqual([['bo'], 1])
  dispatch(relationshipsLoaded([is('bo', 'blocked'), is('cleo', 'asked')]))
  dispatch(relationshipPut(is('cleo', 'friend')))
  expect([blocked(), told]).toEqual([['bo'], 1])
  dispatch(relationshipPut(is('cleo', 'blocked')))
  expect([blocked(), told]).toEqual([['bo', 'cleo'], 2])
  dispatch(relationshipEnded('bo'))
  dispatch(relationshipPut(is('cleo', 'requested')))
  expect([blocked(), told]).toEqual([[], 4])
})

it('keeps who is seen: a snapshot replaces, changes add, who is offline is not kept', () => {
  const store = createStore()
  const seen = () => store.getState().people.seen
  store.dispatch(peopleSeen([{ userId: 'ada', status: 'online', words: '' }]))
  store.dispatch(peopleSeen([{ userId: 'bo', status: 'idle', words: 'tea' }]))
  store.dispatch(peopleChanged([{ userId: 'cleo', status: 'do_not_disturb', words: '' }]))
  expect(seen()).toEqual({ bo: { status: 'idle', words: 'tea' }, cleo: { status: 'do_not_disturb', words: '' } })
  store.dispatch(peopleChanged([{ userId: 'bo', status: 'offline', words: '' }]))
  expect(Object.keys(seen())).toEqual(['cleo'])
  store.dispatch(signedOut({ expired: false }))
  expect(seen()).toEqual({})
})
