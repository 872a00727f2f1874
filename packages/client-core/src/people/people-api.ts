import {
  type FriendRequest,
  OwnStatus,
  PersonProfile,
  Relationship,
  RelationshipPage,
  type StatusChange,
  type UserId,
} from '@chaos/protocol'
import type { AuthorizedCall } from '../api/api.ts'

export type PeopleApi = ReturnType<typeof createPeopleApi>

/** Relationships, statuses and profiles as REST resources. */
export function createPeopleApi(call: AuthorizedCall) {
  const users = '/api/users'
  const relationships = `${users}/relationships`
  const put = (path: string) => call({ method: 'PUT', path: `${relationships}/${path}`, reply: Relationship })
  const remove = (path: string) => call({ method: 'DELETE', path: `${relationships}/${path}`, reply: null })
  return {
    list: (cursor: string | null) =>
      call({
        method: 'GET',
        path: `${relationships}?limit=100${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
        reply: RelationshipPage,
      }),
    request: (body: FriendRequest) =>
      call({ method: 'POST', path: `${relationships}/requests`, body, reply: Relationship }),
    accept: (userId: UserId) => put(`friends/${userId}`),
    endRequest: (userId: UserId) => remove(`requests/${userId}`),
    endFriendship: (userId: UserId) => remove(`friends/${userId}`),
    block: (userId: UserId) => put(`blocked/${userId}`),
    unblock: (userId: UserId) => remove(`blocked/${userId}`),
    status: () => call({ method: 'GET', path: `${users}/me/status`, reply: OwnStatus }),
    choose: (body: StatusChange) => call({ method: 'PUT', path: `${users}/me/status`, body, reply: OwnStatus }),
    profile: (userId: UserId) => call({ method: 'GET', path: `${users}/${userId}/profile`, reply: PersonProfile }),
  }
}
