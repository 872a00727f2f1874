import type { CommunityId, User, UserId } from '@chaos/protocol'
import { and, desc, eq, gt, isNull, lt, or, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { invites, users } from '../schema.ts'

export type InviteStore = ReturnType<typeof createInviteStore>

export type NewInvite = {
  code: string
  communityId: CommunityId
  createdBy: UserId
  expiresAt: Date | null
  mostUses: number | null
  roleId: string | null
  channelId: string | null
}
export type InviteRow = Omit<NewInvite, 'createdBy'> & { createdAt: Date; createdBy: User | null; uses: number }
/** Where a page of invites begins: after this one. */
export type InviteCursor = { createdAt: Date; code: string }

const lasts = and(isNull(invites.revokedAt), or(isNull(invites.expiresAt), gt(invites.expiresAt, sql`now()`)))
/** Of an invite by which somebody can come in. */
export const isInviteOpen = and(lasts, or(isNull(invites.mostUses), lt(invites.uses, invites.mostUses)))

const shown = {
  code: invites.code,
  communityId: invites.communityId,
  createdAt: invites.createdAt,
  createdBy: { id: users.id, userName: users.userName, displayName: users.displayName, avatar: users.avatar },
  expiresAt: invites.expiresAt,
  mostUses: invites.mostUses,
  uses: invites.uses,
  roleId: invites.roleId,
  channelId: invites.channelId,
}

export function createInviteStore(db: Database) {
  const select = () => db.select(shown).from(invites).leftJoin(users, eq(users.id, invites.createdBy))

  return {
    async insert(draft: NewInvite): Promise<InviteRow> {
      await db.insert(invites).values(draft)
      const [row] = await select().where(eq(invites.code, draft.code))
      if (!row) throw new Error('an invite was gone before it was read')
      return row
    },

    /** null when the code is unknown or over. */
    async findOpen(code: string): Promise<InviteRow | null> {
      const [row] = await select().where(and(eq(invites.code, code), isInviteOpen))
      return row ?? null
    },

    /** The community that a code opens; null when the code is unknown or over. */
    async findCommunityId(code: string): Promise<CommunityId | null> {
      return (await this.findOpen(code))?.communityId ?? null
    },

    /** The newest first: those that neither time nor anybody ended. `by`: made by this account only. */
    async page(
      communityId: CommunityId,
      { limit, after, by }: { limit: number; after: InviteCursor | null; by: UserId | null },
    ): Promise<InviteRow[]> {
      const beyond = after
        ? sql`(${invites.createdAt}, ${invites.code}) < (${after.createdAt.toISOString()}::timestamptz, ${after.code})`
        : undefined
      return select()
        .where(
          and(eq(invites.communityId, communityId), lasts, beyond, by === null ? undefined : eq(invites.createdBy, by)),
        )
        .orderBy(desc(invites.createdAt), desc(invites.code))
        .limit(limit)
    },

    /** False: there is none that lasts, or, with `by`, none of this account's. */
    async revoke(communityId: CommunityId, code: string, by: UserId | null): Promise<boolean> {
      const own = by === null ? undefined : eq(invites.createdBy, by)
      const revoked = await db
        .update(invites)
        .set({ revokedAt: sql`now()` })
        .where(and(eq(invites.communityId, communityId), eq(invites.code, code), lasts, own))
        .returning({ code: invites.code })
      return revoked.length > 0
    },
  }
}
