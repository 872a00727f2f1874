import type {
  Category,
  Channel,
  ChannelOrder,
  Community,
  CommunityId,
  CommunitySettings,
  CommunityView,
  Member,
  MemberPage,
  Removal,
  Role,
  RoleView,
  UserId,
} from '@chaos/protocol'
import { createSlice, type PayloadAction } from '@reduxjs/toolkit'
import type { ApiFailure } from '../api/failure.ts'
import { byPosition } from '../communities/arrangement.ts'
import { signedOut } from './session-slice.ts'

export type Loadable<T> =
  | { status: 'loading' }
  | { status: 'failed'; failure: ApiFailure }
  | { status: 'ready'; value: T }

export type CommunitiesState = {
  list: Loadable<Community[]>
  views: Record<CommunityId, Loadable<CommunityView>>
  members: Record<CommunityId, Loadable<MemberPage>>
  /** Communities that the viewer was removed from while this client ran, and what was said about it. */
  removals: Record<CommunityId, Removal>
  /** The viewer looks at a community as somebody else would; null: as themselves. */
  seenAs: RoleView | null
}

const nothing: CommunitiesState = {
  ...{ list: { status: 'loading' }, views: {}, members: {}, removals: {} },
  seenAs: null,
}

const readyView = (state: CommunitiesState, id: CommunityId) => {
  const view = state.views[id]
  return view?.status === 'ready' ? view.value : null
}
const noLonger: ApiFailure = {
  code: 'not_found',
  message: 'no longer a member',
  fields: [],
  retryable: false,
  retryAfterSeconds: null,
}

type Of<T> = PayloadAction<{ communityId: CommunityId } & T>

const slice = createSlice({
  name: 'communities',
  initialState: nothing,
  reducers: {
    listChanged(state, { payload }: PayloadAction<Loadable<Community[]>>) {
      state.list = payload
    },
    communityAdded(state, { payload }: PayloadAction<Community>) {
      delete state.removals[payload.id]
      if (state.list.status !== 'ready') return
      if (!state.list.value.some(({ id }) => id === payload.id)) state.list.value.push(payload)
    },
    viewChanged(state, { payload: { communityId, view } }: Of<{ view: Loadable<CommunityView> }>) {
      state.views[communityId] =
        view.status === 'ready'
          ? { status: 'ready', value: { ...view.value, channels: view.value.channels.toSorted(byPosition) } }
          : view
    },
    membersChanged(state, { payload: { communityId, page } }: Of<{ page: Loadable<MemberPage> }>) {
      state.members[communityId] = page
    },
    /** The page after the ones here; somebody already listed is not listed twice. */
    membersAppended(state, { payload: { communityId, page } }: Of<{ page: MemberPage }>) {
      const members = state.members[communityId]
      if (members?.status !== 'ready') return
      const known = new Set(members.value.items.map(({ userId }) => userId))
      members.value.items.push(...page.items.filter(({ userId }) => !known.has(userId)))
      members.value.next = page.next
    },
    memberJoined(state, { payload: { communityId, member } }: Of<{ member: Member }>) {
      const members = state.members[communityId]
      // With pages still to come the newcomer arrives with the last one.
      if (members?.status !== 'ready' || members.value.next !== null) return
      if (!members.value.items.some(({ userId }) => userId === member.userId)) members.value.items.push(member)
    },
    memberUpdated(state, { payload: { communityId, member } }: Of<{ member: Member }>) {
      const view = readyView(state, communityId)
      if (view?.member.userId === member.userId) view.member = member
      const members = state.members[communityId]
      if (members?.status !== 'ready') return
      members.value.items = members.value.items.map((known) => (known.userId === member.userId ? member : known))
    },
    memberLeft(state, { payload: { communityId, userId } }: Of<{ userId: UserId }>) {
      const members = state.members[communityId]
      if (members?.status !== 'ready') return
      members.value.items = members.value.items.filter((member) => member.userId !== userId)
    },
    /** One that is there stays where it is: positions of others may have been counted with channels that nobody here sees. */
    channelPut(state, { payload }: PayloadAction<Channel>) {
      const view = readyView(state, payload.communityId)
      if (!view) return
      const known = view.channels.find(({ id }) => id === payload.id)
      const place = known ? { position: known.position, categoryId: known.categoryId } : {}
      const others = view.channels.filter(({ id }) => id !== payload.id)
      view.channels = [...others, { ...payload, ...place }].toSorted(byPosition)
    },
    channelsArranged(state, { payload: { communityId, order } }: Of<{ order: ChannelOrder }>) {
      const view = readyView(state, communityId)
      if (!view) return
      const homes = [{ id: null, channelIds: order.uncategorized }, ...order.categories]
      const places = homes.flatMap(({ id, channelIds }) =>
        channelIds.map((channelId) => ({ channelId, categoryId: id })),
      )
      for (const channel of view.channels) {
        const position = places.findIndex(({ channelId }) => channelId === channel.id)
        const place = places[position]
        // One that came meanwhile stays last.
        if (place) Object.assign(channel, { position, categoryId: place.categoryId })
        else channel.position += places.length
      }
      view.channels.sort(byPosition)
      for (const category of view.categories) {
        const position = order.categories.findIndex(({ id }) => id === category.id)
        category.position = position < 0 ? category.position + order.categories.length : position
      }
      view.categories.sort(byPosition)
    },
    channelRemoved(state, { payload: { communityId, channelId } }: Of<{ channelId: string }>) {
      const view = readyView(state, communityId)
      if (view) view.channels = view.channels.filter(({ id }) => id !== channelId)
    },
    categoryPut(state, { payload }: PayloadAction<Category>) {
      const view = readyView(state, payload.communityId)
      if (!view) return
      view.categories = [...view.categories.filter(({ id }) => id !== payload.id), payload].toSorted(byPosition)
    },
    /** Its channels stand on, under no heading. */
    categoryRemoved(state, { payload: { communityId, categoryId } }: Of<{ categoryId: string }>) {
      const view = readyView(state, communityId)
      if (!view) return
      view.categories = view.categories.filter(({ id }) => id !== categoryId)
      for (const channel of view.channels) if (channel.categoryId === categoryId) channel.categoryId = null
    },
    rolesChanged(state, { payload: { communityId, roles } }: Of<{ roles: Role[] }>) {
      const view = readyView(state, communityId)
      if (view) view.roles = roles
    },
    seenAs(state, { payload }: PayloadAction<RoleView | null>) {
      state.seenAs = payload
    },
    communityUpdated(
      state,
      { payload: { community, settings } }: PayloadAction<{ community: Community; settings: CommunitySettings }>,
    ) {
      if (state.list.status === 'ready')
        state.list.value = state.list.value.map((known) => (known.id === community.id ? community : known))
      const view = readyView(state, community.id)
      if (view) Object.assign(view, { community, settings })
    },
    /** It has another picture, or none. */
    communityPictured(state, { payload: community }: PayloadAction<Community>) {
      if (state.list.status === 'ready')
        state.list.value = state.list.value.map((known) => (known.id === community.id ? community : known))
      const view = readyView(state, community.id)
      if (view) view.community = community
    },
    /** The viewer is no longer in it. */
    communityRemoved(state, { payload }: PayloadAction<CommunityId>) {
      if (state.list.status === 'ready') state.list.value = state.list.value.filter(({ id }) => id !== payload)
      // Whoever looks at it just then is told so.
      if (state.views[payload]) state.views[payload] = { status: 'failed', failure: noLonger }
      delete state.members[payload]
    },
    /** That was others' doing. */
    viewerRemoved(state, { payload: { communityId, removal } }: Of<{ removal: Removal }>) {
      state.removals[communityId] = removal
    },
  },
  extraReducers: (builder) => builder.addCase(signedOut, () => nothing),
})

export const {
  listChanged,
  communityAdded,
  viewChanged,
  membersChanged,
  membersAppended,
  memberJoined,
  memberUpdated,
  memberLeft,
  channelPut,
  channelRemoved,
  channelsArranged,
  seenAs,
  categoryPut,
  categoryRemoved,
  rolesChanged,
  communityUpdated,
  communityPictured,
  communityRemoved,
  viewerRemoved,
} = slice.actions
export const communitiesReducer = slice.reducer
