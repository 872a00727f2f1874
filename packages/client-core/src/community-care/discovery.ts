import {
  CommunityPreview,
  type CommunityId,
  DiscoveryPage,
  type DiscoveryQuery,
  InviteAcceptance,
} from '@chaos/protocol'
import type { AuthorizedCall } from '../api/api.ts'
import { queryOf } from '../api/query.ts'
import { communityAdded } from '../state/communities-slice.ts'
import type { Dispatch } from '../state/store.ts'

export type Discovery = ReturnType<typeof createDiscovery>

/** Finding communities, and coming in without an invite. */
export function createDiscovery({ call, dispatch }: { call: AuthorizedCall; dispatch: Dispatch }) {
  const path = '/api/communities'
  return {
    page: (query: DiscoveryQuery) =>
      call({ method: 'GET', path: `${path}/discovery${queryOf(query)}`, reply: DiscoveryPage }),
    preview: (id: CommunityId) => call({ method: 'GET', path: `${path}/${id}/preview`, reply: CommunityPreview }),
    async join(id: CommunityId) {
      const outcome = await call({ method: 'POST', path: `${path}/${id}/join`, body: {}, reply: InviteAcceptance })
      if (outcome.ok) dispatch(communityAdded(outcome.value.community))
      return outcome
    },
  }
}
