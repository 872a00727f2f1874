import type { CommunityView, MemberPage } from '@chaos/protocol'
import { expect, it } from 'vitest'
import {
  exampleChannel,
  exampleCommunity,
  exampleMember,
  exampleView,
} from '../../../protocol/src/testing/community-examples.ts'
import type { Api } from '../api/api.ts'
import { fail, type Outcome, succeed } from '../api/failure.ts'
import { channelPut, channelRemoved, memberJoined } from '../state/communities-slice.ts'
import { createStore } from '../state/store.ts'
import { createCommunities } from './communities.ts'

const communityId = 'club'
const channel = (id: string) => exampleChannel({ id, communityId, name: id })
const member = (userId: string) => exampleMember({ userId })

/** A client's communities over an API whose replies the test gives. */
function setUp() {
  const { dispatch, getState } = createStore()
  const view = Promise.withResolvers<Outcome<CommunityView>>()
  const members = Promise.withResolvers<Outcome<MemberPage>>()
  const api: Pick<Api, 'viewCommunity' | 'listMembers'> = {
    viewCommunity: () => view.promise,
    listMembers: () => members.promise,
  }
  const previewInvite = () => Promise.resolve(fail('not_found', 'none'))
  const communities = createCommunities({ api: api as Api, previewInvite, dispatch, getState })
  const shown = () => {
    const { views, members: lists } = getState().communities
    const [open, list] = [views[communityId], lists[communityId]]
    return {
      channels: open?.status === 'ready' ? open.value.channels.map(({ id }) => id) : [],
      members: list?.status === 'ready' ? list.value.items.map(({ userId }) => userId) : [],
    }
  }
  const { resolve } = view
  return {
    communities,
    shown,
    reply(): void {
      const community = exampleCommunity({ id: communityId })
      resolve(succeed(exampleView({ community, channels: [channel('hall'), channel('attic')] })))
      members.resolve(succeed({ items: [member('anna')], next: null }))
    },
  }
}

it('what is told while a community is read is not lost to a reply that is older', async () => {
  const { communities, shown, reply } = setUp()
  const opening = communities.open(communityId)
  communities.told(channelPut(channel('new')))
  communities.told(channelRemoved({ communityId, channelId: 'attic' }))
  communities.told(memberJoined({ communityId, member: member('ben') }))
  expect(shown()).toEqual({ channels: [], members: [] })
  reply()
  await opening
  expect(new Set(shown().channels)).toEqual(new Set(['hall', 'new']))
  expect(shown().members).toEqual(['anna', 'ben'])
  communities.told(channelRemoved({ communityId, channelId: 'hall' }))
  expect(shown().channels).toEqual(['new'])
})
