import type {
  ChangedCommunity,
  ChannelChange,
  ChannelDraft,
  ChannelId,
  CommunityDraft,
  CommunityId,
  CommunityView,
  InviteAcceptance,
  InvitePreview,
  MemberPage,
} from '@chaos/protocol'
import type { Api } from '../api/api.ts'
import type { Outcome } from '../api/failure.ts'
import {
  channelPut,
  channelRemoved,
  communityAdded,
  communityUpdated,
  type Loadable,
  listChanged,
  membersAppended,
  membersChanged,
  viewChanged,
} from '../state/communities-slice.ts'
import { createFactsMeanwhile } from '../state/facts-meanwhile.ts'
import { channelGone } from '../state/rosters-slice.ts'
import type { Dispatch, RootState } from '../state/store.ts'

export type Communities = ReturnType<typeof createCommunities>

type Deps = {
  api: Api
  previewInvite: (code: string) => Promise<Outcome<InvitePreview>>
  dispatch: Dispatch
  getState: () => RootState
}

const loadable = <T>(outcome: Outcome<T>): Loadable<T> =>
  outcome.ok ? { status: 'ready', value: outcome.value } : { status: 'failed', failure: outcome.failure }

/** Reading and changing communities; what comes back goes into the slices, the outcome to the caller. */
export function createCommunities({ api, previewInvite, dispatch, getState }: Deps) {
  const state = () => getState().communities
  const meanwhile = createFactsMeanwhile(dispatch)

  /** What is on screen stays there while it is read again, and when that fails. */
  async function loadList(): Promise<void> {
    if (state().list.status === 'failed') dispatch(listChanged({ status: 'loading' }))
    const outcome = await api.listCommunities()
    if (outcome.ok || state().list.status !== 'ready') dispatch(listChanged(loadable(outcome)))
  }
  async function loadView(communityId: CommunityId): Promise<void> {
    if (state().views[communityId]?.status !== 'ready')
      dispatch(viewChanged({ communityId, view: { status: 'loading' } }))
    const put = (outcome: Outcome<CommunityView>) => {
      const gone = !outcome.ok && !outcome.failure.retryable
      if (outcome.ok || gone || state().views[communityId]?.status !== 'ready')
        dispatch(viewChanged({ communityId, view: loadable(outcome) }))
    }
    await meanwhile.read(() => api.viewCommunity(communityId), put)
  }
  async function loadMembers(communityId: CommunityId): Promise<void> {
    if (state().members[communityId]?.status !== 'ready')
      dispatch(membersChanged({ communityId, page: { status: 'loading' } }))
    const put = (outcome: Outcome<MemberPage>) => {
      if (outcome.ok || state().members[communityId]?.status !== 'ready')
        dispatch(membersChanged({ communityId, page: loadable(outcome) }))
    }
    await meanwhile.read(() => api.listMembers(communityId, null), put)
  }

  return {
    loadList,
    /** Something in a community that the server tells of by itself. */
    told: meanwhile.tell,
    /** Everything that the community's page needs. */
    open: (communityId: CommunityId) => Promise.all([loadView(communityId), loadMembers(communityId)]),
    async loadMoreMembers(communityId: CommunityId): Promise<void> {
      const members = state().members[communityId]
      if (members?.status !== 'ready' || members.value.next === null) return
      const outcome = await api.listMembers(communityId, members.value.next)
      if (outcome.ok) dispatch(membersAppended({ communityId, page: outcome.value }))
    },
    async create(draft: CommunityDraft) {
      const outcome = await api.createCommunity(draft)
      if (outcome.ok) dispatch(communityAdded(outcome.value))
      return outcome
    },
    previewInvite,
    async acceptInvite(code: string): Promise<Outcome<InviteAcceptance>> {
      const outcome = await api.acceptInvite(code)
      if (outcome.ok) dispatch(communityAdded(outcome.value.community))
      return outcome
    },
    /** Agrees to the rules, and reads what one may from then on. */
    async acceptRules(communityId: CommunityId): Promise<Outcome<unknown>> {
      const outcome = await api.acceptRules(communityId)
      if (outcome.ok) await loadView(communityId)
      return outcome
    },
    /** Somebody changed the settings. Where they change what newcomers need, that is read again. */
    updated(change: ChangedCommunity): void {
      const view = state().views[change.community.id]
      const before = view?.status === 'ready' ? view.value.settings : null
      meanwhile.tell(communityUpdated(change))
      const { rules, verification } = change.settings
      if (before && (before.verification !== verification || (before.rules === '') !== (rules === '')))
        void loadView(change.community.id)
    },
    async createChannel(communityId: CommunityId, draft: ChannelDraft) {
      const outcome = await api.createChannel(communityId, draft)
      if (outcome.ok) dispatch(channelPut(outcome.value))
      return outcome
    },
    async changeChannel(channelId: ChannelId, change: ChannelChange) {
      const outcome = await api.changeChannel(channelId, change)
      if (outcome.ok) dispatch(channelPut(outcome.value))
      return outcome
    },
    async deleteChannel(communityId: CommunityId, channelId: ChannelId) {
      const outcome = await api.deleteChannel(channelId)
      if (outcome.ok) {
        dispatch(channelRemoved({ communityId, channelId }))
        dispatch(channelGone(channelId))
      }
      return outcome
    },
  }
}
