import type { CommunityId, UserId } from '@chaos/protocol'
import { and, count, eq, or, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { bans, communities, invites, memberRoles, members, roles } from '../schema.ts'
import { isInviteOpen } from './invite-store.ts'
import { lockMemberships } from './membership-lock.ts'
import type { Transaction } from './picture-store.ts'

export type JoiningStore = ReturnType<typeof createJoiningStore>

export type Entrance = {
  communityId: CommunityId
  userId: UserId
  /** null: the door is open. */
  invite: { code: string /** Whether its role is given too. */; givesRole: boolean } | null
  /** Communities that one account can be in. */
  limit: number
}
export type JoiningOutcome = 'joined' | 'already' | 'banned' | 'too_many' | 'invite_over'

class Refused extends Error {
  readonly outcome: JoiningOutcome

  constructor(outcome: JoiningOutcome) {
    super(outcome)
    this.outcome = outcome
  }
}

/** How often one community's activity is written down. */
const activityGrain = sql.raw(`interval '5 minutes'`)

const touch = (on: Pick<Database, 'update'>, communityId: CommunityId) =>
  on
    .update(communities)
    .set({ activeAt: sql`now()` })
    .where(and(eq(communities.id, communityId), sql`${communities.activeAt} < now() - ${activityGrain}`))

export function createJoiningStore(db: Database) {
  return {
    /** Lets an account in, counts the use of its invite and gives it its first roles; all of it or nothing. */
    async join(entrance: Entrance): Promise<JoiningOutcome> {
      try {
        await db.transaction(async (tx) => {
          await lockMemberships(tx, entrance.userId)
          await refuseWhoMayNot(tx, entrance)
          const roleId = entrance.invite ? await use(tx, entrance.communityId, entrance.invite) : null
          await enter(tx, entrance, roleId)
          await touch(tx, entrance.communityId)
        })
        return 'joined'
      } catch (error) {
        if (error instanceof Refused) return error.outcome
        throw error
      }
    },

    /** Somebody did something that others notice. Written at most every five minutes. */
    async touch(communityId: CommunityId): Promise<void> {
      await touch(db, communityId)
    },

    /** False: they were not waiting for it. */
    async acceptRules(communityId: CommunityId, userId: UserId): Promise<boolean> {
      const accepted = await db
        .update(members)
        .set({ acceptedRulesAt: sql`now()` })
        .where(
          and(
            eq(members.communityId, communityId),
            eq(members.userId, userId),
            sql`${members.acceptedRulesAt} is null`,
          ),
        )
        .returning({ userId: members.userId })
      return accepted.length > 0
    },
  }
}

async function refuseWhoMayNot(tx: Transaction, { communityId, userId, limit }: Entrance): Promise<void> {
  const own = tx
    .select({ id: members.userId })
    .from(members)
    .where(and(eq(members.communityId, communityId), eq(members.userId, userId)))
  const barred = tx
    .select({ id: bans.userId })
    .from(bans)
    .where(and(eq(bans.communityId, communityId), eq(bans.userId, userId)))
  const memberships = tx.select({ n: count() }).from(members).where(eq(members.userId, userId))
  const { rows } = await tx.execute<{ isIn: boolean; isBanned: boolean; isEverywhere: boolean }>(sql`
    select exists (${own}) as "isIn", exists (${barred}) as "isBanned", (${memberships}) >= ${limit} as "isEverywhere"`)
  if (rows[0]?.isIn) throw new Refused('already')
  if (rows[0]?.isBanned) throw new Refused('banned')
  if (rows[0]?.isEverywhere) throw new Refused('too_many')
}

/** One use of an invite, counted in one statement. Gives the role that comes with it. */
async function use(tx: Transaction, communityId: CommunityId, { code, givesRole }: NonNullable<Entrance['invite']>) {
  const [used] = await tx
    .update(invites)
    .set({ uses: sql`${invites.uses} + 1` })
    .where(and(eq(invites.code, code), eq(invites.communityId, communityId), isInviteOpen))
    .returning({ roleId: invites.roleId })
  if (!used) throw new Refused('invite_over')
  return givesRole ? used.roleId : null
}

async function enter(tx: Transaction, { communityId, userId }: Entrance, roleId: string | null): Promise<void> {
  await tx.insert(members).values({ communityId, userId })
  const firstRoles = or(eq(roles.isDefault, true), roleId === null ? undefined : eq(roles.id, roleId))
  const given = await tx
    .select({ roleId: roles.id })
    .from(roles)
    .where(and(eq(roles.communityId, communityId), eq(roles.kind, 'custom'), firstRoles))
  if (given.length > 0) await tx.insert(memberRoles).values(given.map((role) => ({ ...role, communityId, userId })))
}
