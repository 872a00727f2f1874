import { auditGroups, type CommunityAuditPage, type CommunityAuditQuery, type CommunityId } from '@chaos/protocol'
import type { AuditAdministration } from '../../auth/administration/audit-administration.ts'
import type { Viewer } from '../../auth/viewer.ts'
import type { Permissions } from '../permissions.ts'

type Deps = { entries: Pick<AuditAdministration, 'pageOf'>; permissions: Permissions }
export type CommunityAudit = ReturnType<typeof createCommunityAudit>

/** The log of one community, for those who may read it. */
export function createCommunityAudit({ entries, permissions }: Deps) {
  return {
    /** One page, newest first. Throws the refusal of `permissions`, or one for a strange cursor or time. */
    async page(viewer: Viewer, communityId: CommunityId, query: CommunityAuditQuery): Promise<CommunityAuditPage> {
      await permissions.requireStanding(viewer, 'view_audit_log', communityId)
      const { group, ...rest } = query
      const part = { communityId, ...(group === undefined ? {} : { prefixes: auditGroups[group] }) }
      const { items, next } = await entries.pageOf(part, rest)
      return { items: items.map(({ ip: _, ...entry }) => entry), next }
    },
  }
}
