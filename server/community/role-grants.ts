import type { Member, Role } from '@chaos/protocol'
import type { AuditLog } from '../auth/audit-log.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { MemberStore } from '../database/stores/member-store.ts'
import type { Grant, RoleChangeStore } from '../database/stores/role-change-store.ts'
import { NotFoundError } from '../utils/domain-error.ts'
import type { AccessAnnouncer } from './access-announcer.ts'
import type { CommunityEvents } from './community-events.ts'
import type { Permissions } from './permissions.ts'
import { requireBelow, requireCustom, requireOwn } from './role-rules.ts'
import { noRole } from './role-service.ts'

type Deps = {
  changes: Pick<RoleChangeStore, 'give' | 'take'>
  members: Pick<MemberStore, 'find'>
  permissions: Permissions
  access: AccessAnnouncer
  events: CommunityEvents
  audit: AuditLog
}
export type RoleGrants = ReturnType<typeof createRoleGrants>

/** Who holds which role. */
export function createRoleGrants({ changes, members, permissions, access, events, audit }: Deps) {
  /** Everybody may be given roles by those above them, and by themselves. */
  async function standing(viewer: Viewer, { communityId, userId }: Grant) {
    if (viewer.userId === userId) return permissions.requireStanding(viewer, 'manage_roles', communityId)
    return (await permissions.requireAbove(viewer, 'manage_roles', { communityId, userId })).own
  }

  async function finish(viewer: Viewer, grant: Grant, done: { action: Action; role: Role; changed: boolean }) {
    const { communityId, userId } = grant
    const member = await members.find(communityId, userId)
    if (!member) throw new NotFoundError('that person is not in the community')
    if (!done.changed) return member
    const entry = { actorId: viewer.userId, subjectId: userId, communityId, details: { role: done.role.name } }
    await audit.record({ action: done.action, ...entry })
    events.publish(communityId, { type: 'member.updated', communityId, member })
    access.toMembers(communityId, [userId])
    return member
  }

  return {
    /** Nothing happens to who holds it already. Throws ForbiddenError, NotFoundError or the refusal of `permissions`. */
    async give(viewer: Viewer, grant: Grant): Promise<Member> {
      const own = await standing(viewer, grant)
      const given = await changes.give(grant, (role) => {
        requireBelow(own, role)
        requireCustom(role)
        requireOwn(own.permissions, role.permissions)
      })
      if (!given) throw noRole()
      return finish(viewer, grant, { action: 'member_role.given', ...given })
    },

    /** Nothing happens to who does not hold it. Throws ForbiddenError, NotFoundError or the refusal of `permissions`. */
    async take(viewer: Viewer, grant: Grant): Promise<Member> {
      const own = await standing(viewer, grant)
      const taken = await changes.take(grant, (role) => {
        requireBelow(own, role)
        requireCustom(role)
      })
      if (!taken) throw noRole()
      return finish(viewer, grant, { action: 'member_role.taken', ...taken })
    },
  }
}

type Action = 'member_role.given' | 'member_role.taken'
