import type { Channel, Member } from '@chaos/protocol'
import { describe, expect, it } from 'vitest'
import type { CallPerson } from '../voice/call-state.ts'
import { callChanged, personChanged, personLeft, personPut, speakingChanged } from './call-slice.ts'
import {
  channelPut,
  channelRemoved,
  communityAdded,
  listChanged,
  memberJoined,
  memberLeft,
  membersAppended,
  membersChanged,
  memberUpdated,
  viewChanged,
} from './communities-slice.ts'
import { rosterChanged, rosterSpeaking } from './rosters-slice.ts'
import { signedIn, signedOut, userChanged } from './session-slice.ts'
import { createStore } from './store.ts'

const communityId = 'community'
const community = { id: communityId, name: 'Night Radio', createdAt: '2026-01-01T00:00:00Z' }
const channel = (id: string, position: number): Channel => ({
  id,
  communityId,
  kind: 'voice',
  name: id,
  position,
  userLimit: 10,
  encryption: 'e2ee',
})
const member = (userId: string): Member => ({
  userId,
  userName: userId,
  displayName: userId,
  avatar: null,
  role: 'member',
  joinedAt: '2026-01-01T00:00:00Z',
})
const person = (id: string): CallPerson => ({
  id,
  userId: `user-${id}`,
  displayName: id,
  avatar: null,
  muted: false,
  deafened: false,
  serverMuted: false,
  sending: true,
  connection: 'connected',
  self: false,
  speaking: false,
  inGroup: true,
  undecryptable: false,
})

describe('communities', () => {
  it('lists a community once, however often it is announced', () => {
    const { dispatch, getState } = createStore()
    dispatch(communityAdded(community))
    expect(getState().communities.list.status).toBe('loading')
    dispatch(listChanged({ status: 'ready', value: [] }))
    dispatch(communityAdded(community))
    dispatch(communityAdded(community))
    expect(getState().communities.list).toMatchObject({ value: [community] })
  })

  it('keeps channels in their order through every change', () => {
    const { dispatch, getState } = createStore()
    const value = { community, channels: [channel('b', 2), channel('a', 1)], permissions: [] }
    dispatch(viewChanged({ communityId, view: { status: 'ready', value } }))
    dispatch(channelPut(channel('c', 0)))
    dispatch(channelPut({ ...channel('a', 3), name: 'renamed' }))
    dispatch(channelRemoved({ communityId, channelId: 'b' }))
    const view = getState().communities.views[communityId]
    expect(view?.status === 'ready' && view.value.channels.map(({ name }) => name)).toEqual(['c', 'renamed'])
  })

  it('lists nobody twice where pages and newcomers meet', () => {
    const { dispatch, getState } = createStore()
    dispatch(membersChanged({ communityId, page: { status: 'ready', value: { items: [member('a')], next: 'x' } } }))
    dispatch(memberJoined({ communityId, member: member('z') }))
    dispatch(membersAppended({ communityId, page: { items: [member('a'), member('z')], next: null } }))
    dispatch(memberJoined({ communityId, member: member('z') }))
    dispatch(memberJoined({ communityId, member: member('new') }))
    const page = getState().communities.members[communityId]
    expect(page?.status === 'ready' && page.value.items.map(({ userId }) => userId)).toEqual(['a', 'z', 'new'])
  })
})

describe('people', () => {
  it('look different at once, and are gone when they left', () => {
    const { dispatch, getState } = createStore()
    const listed = () => {
      const page = getState().communities.members[communityId]
      return page?.status === 'ready' ? page.value.items.map(({ displayName, avatar }) => [displayName, avatar]) : null
    }
    dispatch(memberUpdated({ communityId, userId: 'a', displayName: 'early', avatar: null }))
    const value = { items: [member('a'), member('b')], next: null }
    dispatch(membersChanged({ communityId, page: { status: 'ready', value } }))
    dispatch(memberUpdated({ communityId, userId: 'b', displayName: 'Bea', avatar: 'picture' }))
    dispatch(memberLeft({ communityId, userId: 'a' }))
    dispatch(memberLeft({ communityId, userId: 'nobody' }))
    expect(listed()).toEqual([['Bea', 'picture']])
  })

  it('the viewer too, and nobody else for them', () => {
    const { dispatch, getState } = createStore()
    const user = { id: 'a', userName: 'ada', displayName: 'Ada', avatar: null }
    dispatch(userChanged(user))
    expect(getState().session.kind).toBe('unknown')
    dispatch(signedIn(user))
    dispatch(userChanged({ ...user, id: 'b' }))
    dispatch(userChanged({ ...user, avatar: 'picture' }))
    expect(getState().session).toEqual({ kind: 'signedIn', user: { ...user, avatar: 'picture' } })
  })
})

describe('rosters', () => {
  it('lets nobody speak who has left', () => {
    const { dispatch, getState } = createStore()
    const occupant = { userId: 'a', displayName: 'a', avatar: null, muted: false, deafened: false }
    dispatch(rosterChanged({ communityId, channelId: 'lobby', occupants: [occupant] }))
    dispatch(rosterSpeaking({ communityId, channelId: 'lobby', userIds: ['a'] }))
    dispatch(rosterChanged({ communityId, channelId: 'lobby', occupants: [] }))
    expect(getState().rosters).toEqual({ lobby: { communityId, occupants: [], speaking: [] } })
  })
})

describe('call', () => {
  it('keeps people in the order they came', () => {
    const { dispatch, getState } = createStore()
    for (const id of ['a', 'b', 'c']) dispatch(personPut(person(id)))
    dispatch(personPut({ ...person('b'), muted: true }))
    dispatch(personChanged({ id: 'c', change: { undecryptable: true } }))
    dispatch(personChanged({ id: 'gone', change: { muted: true } }))
    dispatch(personLeft('a'))
    dispatch(speakingChanged(['c', 'gone']))
    expect(getState().call.people).toEqual([
      { ...person('b'), muted: true },
      { ...person('c'), undecryptable: true, speaking: true },
    ])
  })
})

it('forgets everything of the viewer at sign-out', () => {
  const { dispatch, getState } = createStore()
  const { communities, rosters, call } = getState()
  dispatch(listChanged({ status: 'ready', value: [community] }))
  dispatch(rosterSpeaking({ communityId, channelId: 'lobby', userIds: [] }))
  dispatch(callChanged({ phase: 'connected' }))
  dispatch(signedOut({ expired: false }))
  expect(getState()).toMatchObject({ communities, rosters, call })
})
