import {
  Channel,
  type ChannelChange,
  type ChannelDraft,
  type ChannelId,
  Community,
  type CommunityDraft,
  type CommunityId,
  CommunityView,
  InviteAcceptance,
  InvitePreview,
  MemberPage,
} from '@chaos/protocol'
import { type Static, type TSchema, Type } from 'typebox'
import type { CancelSignal } from '../platform.ts'
import type { Outcome } from './failure.ts'
import type { ApiRequest } from './http.ts'

const CommunityList = Type.Array(Community)

/** Sends a request with the viewer's token, renewed when it has to be. */
export type AuthorizedCall = <S extends TSchema>(request: ApiRequest<S>) => Promise<Outcome<Static<S>>>

export type Api = ReturnType<typeof createApi>

const channel = (id: ChannelId) => `/api/channels/${id}`

/** Every REST resource that needs a signed-in viewer, by name. */
export function createApi(call: AuthorizedCall) {
  const communities = '/api/communities'
  const community = (id: CommunityId) => `${communities}/${id}`
  return {
    listCommunities: (signal?: CancelSignal) =>
      call({ method: 'GET', path: communities, reply: CommunityList, ...(signal ? { signal } : {}) }),
    createCommunity: (body: CommunityDraft) => call({ method: 'POST', path: communities, body, reply: Community }),
    viewCommunity: (id: CommunityId) => call({ method: 'GET', path: community(id), reply: CommunityView }),
    listMembers: (id: CommunityId, cursor: string | null) => {
      const query = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
      return call({ method: 'GET', path: `${community(id)}/members?limit=100${query}`, reply: MemberPage })
    },
    createChannel: (id: CommunityId, body: ChannelDraft) =>
      call({ method: 'POST', path: `${community(id)}/channels`, body, reply: Channel }),
    changeChannel: (id: ChannelId, body: ChannelChange) =>
      call({ method: 'PATCH', path: channel(id), body, reply: Channel }),
    deleteChannel: (id: ChannelId) => call({ method: 'DELETE', path: channel(id), reply: null }),
    acceptRules: (id: CommunityId) =>
      call({ method: 'POST', path: `${community(id)}/rules/accept`, body: {}, reply: null }),
    acceptInvite: (code: string) =>
      call({ method: 'POST', path: `${communities}/invites/${code}/accept`, body: {}, reply: InviteAcceptance }),
  }
}

/** A preview needs no sign-in. */
export const invitePreviewRequest = (code: string) =>
  ({ method: 'GET', path: `/api/communities/invites/${encodeURIComponent(code)}`, reply: InvitePreview }) as const
