import type { AutomaticRule, AutomaticRuleDraft, CommunityId } from '@chaos/protocol'
import { and, asc, eq, sql } from '../drizzle.ts'
import { newId } from '../../utils/ids.ts'
import type { Database } from '../database.ts'
import { automaticRules } from '../schema.ts'

export type AutomaticRuleStore = ReturnType<typeof createAutomaticRuleStore>

const { id, name, words, inNames, inTexts, action, isEnabled } = automaticRules
const shown = { id, name, words, inNames, inTexts, action, isEnabled }
const isThis = (communityId: CommunityId, ruleId: string) =>
  and(eq(automaticRules.communityId, communityId), eq(automaticRules.id, ruleId))

export function createAutomaticRuleStore(db: Database) {
  return {
    /** In the order of making. */
    list: (communityId: CommunityId): Promise<AutomaticRule[]> =>
      db.select(shown).from(automaticRules).where(eq(automaticRules.communityId, communityId)).orderBy(asc(id)),

    /** null when there are `limit` already. */
    async insert(communityId: CommunityId, draft: AutomaticRuleDraft, limit: number): Promise<AutomaticRule | null> {
      return db.transaction(async (tx) => {
        await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${communityId}::text, 42))`)
        const known = await tx
          .select({ id })
          .from(automaticRules)
          .where(eq(automaticRules.communityId, communityId))
          .limit(limit)
        if (known.length >= limit) return null
        const [row] = await tx
          .insert(automaticRules)
          .values({ id: newId(), communityId, ...draft })
          .returning(shown)
        return row ?? null
      })
    },

    async update(communityId: CommunityId, ruleId: string, draft: AutomaticRuleDraft): Promise<AutomaticRule | null> {
      const [row] = await db.update(automaticRules).set(draft).where(isThis(communityId, ruleId)).returning(shown)
      return row ?? null
    },

    /** The name of the rule that is gone; null when there was none. */
    async remove(communityId: CommunityId, ruleId: string): Promise<string | null> {
      const [row] = await db.delete(automaticRules).where(isThis(communityId, ruleId)).returning({ name })
      return row?.name ?? null
    },
  }
}
