import type { CommunityId, UserId } from '@chaos/protocol'
import { and, eq, gt, isNull, or, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { invites } from '../schema.ts'

export type InviteStore = ReturnType<typeof createInviteStore>

type NewInvite = { code: string; communityId: CommunityId; createdBy: UserId; expiresAt: Date | null }

export function createInviteStore(db: Database) {
  return {
    async insert(draft: NewInvite): Promise<void> {
      await db.insert(invites).values(draft)
    },

    /** The community that a code opens; null when the code is unknown or over. */
    async findCommunityId(code: string): Promise<CommunityId | null> {
      const [row] = await db
        .select({ communityId: invites.communityId })
        .from(invites)
        .where(and(eq(invites.code, code), or(isNull(invites.expiresAt), gt(invites.expiresAt, sql`now()`))))
      return row?.communityId ?? null
    },
  }
}
