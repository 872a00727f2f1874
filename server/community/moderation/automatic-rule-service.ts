import { type AutomaticRule, type AutomaticRuleDraft, type CommunityId, moderationLimits } from '@chaos/protocol'
import type { AuditDetails } from '../../database/stores/audit-store.ts'
import type { AutomaticRuleStore } from '../../database/stores/automatic-rule-store.ts'
import type { AuditDraft, AuditLog } from '../../auth/audit-log.ts'
import type { Viewer } from '../../auth/viewer.ts'
import { BadRequestError, LimitReachedError, NotFoundError } from '../../utils/domain-error.ts'
import type { CommunityEvents } from '../community-events.ts'
import type { Permissions } from '../permissions.ts'
import { needleOf } from './word-search.ts'

type Deps = { rules: AutomaticRuleStore; permissions: Permissions; events: CommunityEvents; audit: AuditLog }
export type AutomaticRuleService = ReturnType<typeof createAutomaticRuleService>

/** Throws {@link BadRequestError} for a word that could never be found. */
function readDraft(draft: AutomaticRuleDraft): AutomaticRuleDraft {
  const words = [...new Set(draft.words.map((word) => word.trim()))]
  const wrong = words.find((word) => needleOf(word) === null)
  if (wrong !== undefined) throw new BadRequestError(`"${wrong}" has no letters, or a star in the middle`)
  return { ...draft, name: draft.name.trim(), words }
}
const detailsOf = ({ name, words, action, isEnabled }: AutomaticRule): AuditDetails => ({
  ...{ name, words: words.length, action, isEnabled },
})
const missing = () => new NotFoundError('there is no such rule')

export function createAutomaticRuleService({ rules, permissions, events, audit }: Deps) {
  const require = (viewer: Viewer, communityId: CommunityId) =>
    permissions.requireStanding(viewer, 'manage_community', communityId)

  async function changed(viewer: Viewer, communityId: CommunityId, what: Pick<AuditDraft, 'action' | 'details'>) {
    events.publish(communityId, { type: 'automatic_rules.changed', communityId })
    await audit.record({ actorId: viewer.userId, communityId, ...what })
  }

  return {
    /** Throws the refusal of `permissions`, as all of these do. */
    async list(viewer: Viewer, communityId: CommunityId): Promise<AutomaticRule[]> {
      await require(viewer, communityId)
      return rules.list(communityId)
    },

    /** Throws {@link BadRequestError} or {@link LimitReachedError}. */
    async create(viewer: Viewer, communityId: CommunityId, draft: AutomaticRuleDraft): Promise<AutomaticRule> {
      await require(viewer, communityId)
      const rule = await rules.insert(communityId, readDraft(draft), moderationLimits.rules)
      if (!rule) throw new LimitReachedError(`at most ${moderationLimits.rules} rules`)
      await changed(viewer, communityId, { action: 'automatic_rule.created', details: detailsOf(rule) })
      return rule
    },

    /** Throws {@link BadRequestError} or {@link NotFoundError}. */
    async change(
      viewer: Viewer,
      { communityId, ruleId }: { communityId: CommunityId; ruleId: string },
      draft: AutomaticRuleDraft,
    ): Promise<AutomaticRule> {
      await require(viewer, communityId)
      const rule = await rules.update(communityId, ruleId, readDraft(draft))
      if (!rule) throw missing()
      await changed(viewer, communityId, { action: 'automatic_rule.changed', details: detailsOf(rule) })
      return rule
    },

    /** Throws {@link NotFoundError}. */
    async remove(viewer: Viewer, communityId: CommunityId, ruleId: string): Promise<void> {
      await require(viewer, communityId)
      const name = await rules.remove(communityId, ruleId)
      if (name === null) throw missing()
      await changed(viewer, communityId, { action: 'automatic_rule.removed', details: { name } })
    },
  }
}
