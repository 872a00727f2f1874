import {
  type ChannelId,
  type CommunityId,
  type CommunityRoleChange,
  Member,
  type OverrideChange,
  PermissionOverride,
  Role,
  type RoleDraft,
  type RoleOrderChange,
  RoleView,
  type UserId,
} from '@chaos/protocol'
import { Type } from 'typebox'
import type { AuthorizedCall } from '../api/api.ts'
import { memberUpdated, rolesChanged, seenAs } from '../state/communities-slice.ts'
import type { Dispatch } from '../state/store.ts'

export type Roles = ReturnType<typeof createRoles>

type Deps = { call: AuthorizedCall; dispatch: Dispatch }
type RoleKey = { communityId: CommunityId; roleId: string }
export type Holder = RoleKey & { userId: UserId }
type OverrideKey = { channelId: ChannelId } & Pick<PermissionOverride, 'target' | 'targetId'>

const Roles = Type.Array(Role)
const Overrides = Type.Array(PermissionOverride)
const rolesOf = (id: CommunityId) => `/api/communities/${id}/roles`
const role = ({ communityId, roleId }: RoleKey) => `${rolesOf(communityId)}/${roleId}`
const holder = ({ communityId, roleId, userId }: Holder) =>
  `/api/communities/${communityId}/members/${userId}/roles/${roleId}`
const override = ({ channelId, target, targetId }: OverrideKey) =>
  `/api/channels/${channelId}/overrides/${target}/${targetId}`

/** Roles, who holds them, and what channels change in what they may. The list itself comes over the presence socket. */
export function createRoles({ call, dispatch }: Deps) {
  async function hold(method: 'PUT' | 'DELETE', key: Holder) {
    const outcome = await call({ method, path: holder(key), reply: Member })
    if (outcome.ok) dispatch(memberUpdated({ communityId: key.communityId, member: outcome.value }))
    return outcome
  }
  return {
    create: (id: CommunityId, body: RoleDraft) => call({ method: 'POST', path: rolesOf(id), body, reply: Role }),
    change: (key: RoleKey, body: CommunityRoleChange) => call({ method: 'PATCH', path: role(key), body, reply: Role }),
    remove: (key: RoleKey) => call({ method: 'DELETE', path: role(key), reply: null }),
    async reorder(communityId: CommunityId, body: RoleOrderChange) {
      const outcome = await call({ method: 'PUT', path: `${rolesOf(communityId)}/order`, body, reply: Roles })
      if (outcome.ok) dispatch(rolesChanged({ communityId, roles: outcome.value }))
      return outcome
    },
    give: (key: Holder) => hold('PUT', key),
    take: (key: Holder) => hold('DELETE', key),

    /** Shows the community as somebody with only this role would see it, until `lookAsSelf`. */
    async lookAs(key: RoleKey) {
      const outcome = await call({ method: 'GET', path: `${role(key)}/view`, reply: RoleView })
      if (outcome.ok) dispatch(seenAs(outcome.value))
      return outcome
    },
    lookAsSelf: () => void dispatch(seenAs(null)),

    overrides: (id: ChannelId) => call({ method: 'GET', path: `/api/channels/${id}/overrides`, reply: Overrides }),
    setOverride: (key: OverrideKey, body: OverrideChange) =>
      call({ method: 'PUT', path: override(key), body, reply: null }),
    removeOverride: (key: OverrideKey) => call({ method: 'DELETE', path: override(key), reply: null }),
  }
}
