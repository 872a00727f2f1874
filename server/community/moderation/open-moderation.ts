import type { AuditAdministration } from '../../auth/administration/audit-administration.ts'
import type { AuditLog } from '../../auth/audit-log.ts'
import type { Stores } from '../../database/stores/stores.ts'
import type { CommunityEvents, UserEvents } from '../community-events.ts'
import type { Permissions } from '../permissions.ts'
import { createAutomaticModeration } from './automatic-moderation.ts'
import { createAutomaticRuleService } from './automatic-rule-service.ts'
import { createBanService } from './ban-service.ts'
import { createCommunityAudit } from './community-audit.ts'
import { createMemberModeration } from './member-moderation.ts'
import { createNicknameService } from './nickname-service.ts'
import type { Notify } from './notify.ts'
import { createRemovalAnnouncer } from './removal-announcer.ts'
import { createReportService } from './report-service.ts'
import { createWordJudge } from './text-judge.ts'

type Deps = {
  stores: Pick<Stores, 'communities' | 'members' | 'moderation' | 'reports' | 'automaticRules'>
  permissions: Permissions
  events: { community: CommunityEvents; user: UserEvents }
  audit: AuditLog
  entries: AuditAdministration
  notify: Notify
}

/** Everything by which a community keeps order, put together. */
export function openModeration({ stores, permissions, events, audit, entries, notify }: Deps) {
  const { communities, members, moderation } = stores
  const announcer = createRemovalAnnouncer({ communities, events, notify })
  const reports = createReportService({ reports: stores.reports, moderation, communities, permissions, audit, notify })
  const judge = createWordJudge({ rules: stores.automaticRules, events: events.community })
  const automatic = createAutomaticModeration({ judge, reports, accounts: moderation, members })
  const common = { moderation, members, permissions, announcer, audit }
  return {
    memberModeration: createMemberModeration({ ...common, events, notify }),
    bans: createBanService({ ...common, events: events.community }),
    nicknames: createNicknameService({ ...common, automatic, events: events.community }),
    reports,
    automatic,
    automaticRules: createAutomaticRuleService({
      ...{ rules: stores.automaticRules, permissions, events: events.community, audit },
    }),
    communityAudit: createCommunityAudit({ entries, permissions }),
  }
}
