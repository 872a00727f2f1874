import { describe, expect, it } from 'vitest'
import {
  exampleChannel,
  exampleCommunity,
  exampleMember,
  exampleRole,
  exampleSettings,
  exampleView,
} from '../../../protocol/src/testing/community-examples.ts'
import type { CallPerson } from '../voice/call-state.ts'
import { callChanged, personChanged, personLeft, personPut, speakingChanged } from './call-slice.ts'
import {
  categoryPut,
  categoryRemoved,
  channelPut,
  channelRemoved,
  channelsArranged,
  communityAdded,
  communityRemoved,
  communityUpdated,
  listChanged,
  memberJoined,
  memberLeft,
  membersAppended,
  membersChanged,
  memberUpdated,
  rolesChanged,
  viewChanged,
} from './communities-slice.ts'
import { rosterChanged, rosterSpeaking } from './rosters-slice.ts'
import { signedIn, signedOut, userChanged } from './session-slice.ts'
import { createStore } from './store.ts'

const communityId = 'community'
const community = exampleCommunity({ id: communityId })
const channel = (id: string, position: number) => exampleChannel({ id, communityId, name: id, position })
const member = (userId: string) => exampleMember({ userId, displayName: userId })
const person = (id: string): CallPerson => ({
  id,
  userId: `user-${id}`,
  displayName: id,
  avatar: null,
  muted: false,
  deafened: false,
  serverMuted: false,
  serverDeafened: false,
  floor: { kind: 'free' },
  priority: false,
  sending: true,
  connection: 'connected',
  self: false,
  speaking: false,
  inGroup: true,
  undecryptable: false,
  leaf: 'vouched',
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
    const value = exampleView({ community, channels: [channel('b', 2), channel('a', 1)] })
    dispatch(viewChanged({ communityId, view: { status: 'ready', value } }))
    dispatch(channelPut(channel('c', 0)))
    dispatch(channelPut({ ...channel('a', 3), name: 'renamed' }))
    const names = () => {
      const view = getState().communities.views[communityId]
      return view?.status === 'ready' ? view.value.channels.map(({ name }) => name) : null
    }
    expect(names()).toEqual(['c', 'renamed', 'b'])
    const order = { uncategorized: ['b', 'a'], categories: [] }
    dispatch(channelsArranged({ communityId, order }))
    expect(names()).toEqual(['b', 'renamed', 'c'])
    dispatch(channelRemoved({ communityId, channelId: 'b' }))
    expect(names()).toEqual(['renamed', 'c'])
  })

  it('follow what moderators change', () => {
    const { dispatch, getState } = createStore()
    const look = () => {
      const view = getState().communities.views[communityId]
      return view?.status === 'ready' ? view.value : null
    }
    dispatch(listChanged({ status: 'ready', value: [community] }))
    dispatch(viewChanged({ communityId, view: { status: 'ready', value: exampleView({ community }) } }))
    const heading = (id: string, position: number) => ({ id, communityId, name: id, position })
    for (const category of [heading('z', 1), heading('y', 0)]) dispatch(categoryPut(category))
    dispatch(categoryPut({ ...heading('z', 1), name: 'Late' }))
    dispatch(channelPut({ ...channel('a', 0), categoryId: 'y' }))
    dispatch(categoryRemoved({ communityId, categoryId: 'y' }))
    dispatch(rolesChanged({ communityId, roles: [exampleRole()] }))
    const settings = exampleSettings({ rules: 'Be kind.' })
    dispatch(communityUpdated({ community: { ...community, name: 'Day Radio' }, settings }))
    expect(look()).toMatchObject({
      community: { name: 'Day Radio' },
      settings: { rules: 'Be kind.' },
      categories: [{ name: 'Late' }],
      channels: [{ categoryId: null }],
      roles: [exampleRole()],
    })
    expect(getState().communities.list).toMatchObject({ value: [{ name: 'Day Radio' }] })
    dispatch(communityRemoved(communityId))
    expect(getState().communities).toMatchObject({
      list: { value: [] },
      views: { [communityId]: { status: 'failed', failure: { code: 'not_found' } } },
    })
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
    dispatch(memberUpdated({ communityId, member: member('a') }))
    const value = { items: [member('a'), member('b')], next: null }
    dispatch(membersChanged({ communityId, page: { status: 'ready', value } }))
    dispatch(memberUpdated({ communityId, member: { ...member('b'), displayName: 'Bea', avatar: 'picture' } }))
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
    const occupant = { userId: 'a', displayName: 'a', avatar: null, muted: false, deafened: false, listener: false }
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
