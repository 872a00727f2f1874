import {
  ChangedCommunity,
  Community,
  type CommunityChange,
  type CommunityId,
  Invite,
  type InviteDraft,
  InvitePage,
  type UserId,
} from '@chaos/protocol'
import type { Picture } from '../account/profile.ts'
import type { AuthorizedCall } from '../api/api.ts'
import type { Outcome } from '../api/failure.ts'
import type { Confirmation } from '../session/confirmation.ts'
import { communityPictured, communityRemoved, communityUpdated } from '../state/communities-slice.ts'
import type { Dispatch } from '../state/store.ts'

export type CommunityCare = ReturnType<typeof createCommunityCare>

type Deps = { call: AuthorizedCall; withConfirmation: Confirmation['withConfirmation']; dispatch: Dispatch }

/** Settings, invites and the end of one community. */
export function createCommunityCare(communityId: CommunityId, { call, withConfirmation, dispatch }: Deps) {
  const path = `/api/communities/${communityId}`
  const pictured = async (change: Promise<Outcome<Community>>): Promise<Outcome<Community>> => {
    const outcome = await change
    if (outcome.ok) dispatch(communityPictured(outcome.value))
    return outcome
  }
  const gone = async (going: Promise<Outcome<unknown>>): Promise<Outcome<unknown>> => {
    const outcome = await going
    if (outcome.ok) dispatch(communityRemoved(communityId))
    return outcome
  }
  return {
    async change(body: CommunityChange): Promise<Outcome<ChangedCommunity>> {
      const outcome = await call({ method: 'PATCH', path, body, reply: ChangedCommunity })
      if (outcome.ok) dispatch(communityUpdated(outcome.value))
      return outcome
    },
    setIcon: (file: Picture) => pictured(call({ method: 'PUT', path: `${path}/icon`, file, reply: Community })),
    removeIcon: () => pictured(call({ method: 'DELETE', path: `${path}/icon`, reply: Community })),

    invites: (cursor?: string) => {
      const query = cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`
      return call({ method: 'GET', path: `${path}/invites${query}`, reply: InvitePage })
    },
    createInvite: (body: InviteDraft) => call({ method: 'POST', path: `${path}/invites`, body, reply: Invite }),
    revokeInvite: (code: string): Promise<Outcome<unknown>> =>
      call({ method: 'DELETE', path: `${path}/invites/${code}`, reply: null }),

    leave: () => gone(call({ method: 'POST', path: `${path}/leave`, body: {}, reply: null })),
    /** What one may changes with it: the server says so on the presence socket. */
    handOver: (userId: UserId): Promise<Outcome<unknown>> =>
      withConfirmation(() => call({ method: 'POST', path: `${path}/owner`, body: { userId }, reply: null })),
    remove: (name: string) =>
      gone(withConfirmation(() => call({ method: 'POST', path: `${path}/deletion`, body: { name }, reply: null }))),
  }
}
