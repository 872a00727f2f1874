import type { AvatarId, CommunityId, UserId } from '@chaos/protocol'
import { and, asc, eq, isNotNull, isNull, lte, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { auditDetails, auditEntries, bots, communities, memberRoles, members, roles, users } from '../schema.ts'

export type ErasureStore = ReturnType<typeof createErasureStore>

export type DeletionOutcome =
  | { kind: 'requested'; at: Date }
  | { kind: 'other_name' }
  | { kind: 'last_owner' }
  | { kind: 'gone' }
/** What is left to do once the rows are gone. */
export type Erased = { userId: UserId; avatar: AvatarId | null; communityIds: CommunityId[] }

type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]

/** Communities that have no other owner than this account. */
const ownedAlone = (userId: unknown) => sql`
  select ${memberRoles.communityId} as community_id from ${memberRoles}
  join ${roles} on ${roles.id} = ${memberRoles.roleId} and ${roles.kind} = 'owner'
  group by ${memberRoles.communityId} having array_agg(${memberRoles.userId}) = array[${userId}]::uuid[]`

/** No program needs a community, and none can own one. */
const isPerson = (userId: string) => sql`${sql.raw(userId)} not in (select user_id from ${bots})`

/** Whether something that others need would be left without an owner: a community with them in it, or this server. */
const isNeeded = sql`(
  exists (select 1 from (${ownedAlone(users.id)}) as own join ${members} as others using (community_id)
    where others.user_id <> ${users.id} and ${isPerson('others.user_id')})
  or (${users.serverRole} = 'owner' and not exists (
    select 1 from ${users} as others where others.server_role = 'owner' and others.id <> ${users.id})))`

const existing = (userId: UserId) => and(eq(users.id, userId), isNull(users.erasedAt))

export function createErasureStore(db: Database) {
  return {
    /** Marks the account, in one statement. A second request changes nothing about the first. */
    async request(userId: UserId, userName: string, now: Date): Promise<DeletionOutcome> {
      const isName = eq(sql`lower(${users.userName})`, userName.toLowerCase())
      const [marked] = await db
        .update(users)
        .set({ deletionRequestedAt: sql`coalesce(${users.deletionRequestedAt}, ${now.toISOString()}::timestamptz)` })
        .where(and(existing(userId), isName, sql`not ${isNeeded}`))
        .returning({ at: users.deletionRequestedAt })
      if (marked?.at) return { kind: 'requested', at: marked.at }
      const [found] = await db
        .select({ isName: sql<boolean>`${isName}` })
        .from(users)
        .where(existing(userId))
      if (!found) return { kind: 'gone' }
      return { kind: found.isName ? 'last_owner' : 'other_name' }
    },

    /** False when the account was to stay anyway. */
    async keep(userId: UserId): Promise<boolean> {
      const kept = await db
        .update(users)
        .set({ deletionRequestedAt: null })
        .where(and(existing(userId), isNotNull(users.deletionRequestedAt)))
        .returning({ id: users.id })
      return kept.length > 0
    },

    async requestedAt(userId: UserId): Promise<Date | null> {
      const [row] = await db.select({ at: users.deletionRequestedAt }).from(users).where(existing(userId))
      return row?.at ?? null
    },

    /** Accounts that were to be deleted at this time or before, the oldest request first. */
    async due(requestedBy: Date): Promise<UserId[]> {
      const rows = await db
        .select({ id: users.id })
        .from(users)
        .where(lte(users.deletionRequestedAt, requestedBy))
        .orderBy(asc(users.deletionRequestedAt))
        .limit(100)
      return rows.map(({ id }) => id)
    },

    /**
     * Takes everything personal away for good and leaves a name, of the account's bots too, which come first. Nothing:
     * kept meanwhile, or another process does it.
     */
    async erase(userId: UserId, requestedBy: Date, now: Date): Promise<Erased[]> {
      return db.transaction(async (tx) => {
        const [account] = await tx
          .select({ userId: users.id, avatar: users.avatar })
          .from(users)
          .where(and(existing(userId), lte(users.deletionRequestedAt, requestedBy)))
          .for('update', { skipLocked: true })
        if (!account) return []
        const programs = await tx
          .select({ userId: users.id, avatar: users.avatar })
          .from(bots)
          .innerJoin(users, eq(users.id, bots.userId))
          .where(eq(bots.ownerId, userId))
        const erased: Erased[] = []
        for (const one of [...programs, account])
          erased.push({ ...one, communityIds: await eraseOne(tx, one.userId, now) })
        return erased
      })
    },
  }
}

/** Returns the communities that it left. */
async function eraseOne(tx: Transaction, userId: UserId, now: Date): Promise<CommunityId[]> {
  const communityIds = await leaveCommunities(tx, userId)
  await removeWhatDependsOn(tx, userId)
  const own = sql`${auditEntries.actorId} = ${userId} or ${auditEntries.subjectId} = ${userId}`
  const entries = tx.select({ id: auditEntries.id }).from(auditEntries).where(own)
  await tx.delete(auditDetails).where(sql`${auditDetails.entryId} in ${entries}`)
  await tx.update(users).set(tombstone(userId, now)).where(eq(users.id, userId))
  return communityIds
}

/** No user name may begin like this, so nobody else can have it. */
const tombstone = (userId: UserId, erasedAt: Date) => ({
  userName: `~${userId}`,
  displayName: 'Deleted person',
  passwordHash: null,
  serverRole: 'user' as const,
  status: 'disabled' as const,
  statusReason: null,
  email: null,
  emailVerifiedAt: null,
  avatar: null,
  bio: '',
  deletionRequestedAt: null,
  erasedAt,
})

/** Whom nobody else is with goes with the account; what others came into meanwhile gets the longest there as owner. */
async function leaveCommunities(tx: Transaction, userId: UserId): Promise<CommunityId[]> {
  const others = sql`select 1 from ${members} as others
    where others.community_id = ${communities.id} and others.user_id <> ${userId}
      and ${isPerson('others.user_id')}`
  const own = sql`select ${members.communityId} from ${members} where ${members.userId} = ${userId}`
  await tx.delete(communities).where(sql`${communities.id} in (${own}) and not exists (${others})`)
  await tx.execute(sql`
    insert into ${memberRoles} (community_id, user_id, role_id)
    select distinct on (own.community_id) own.community_id, heir.user_id, role.id
    from (${ownedAlone(userId)}) as own
    join ${members} as heir on heir.community_id = own.community_id and heir.user_id <> ${userId}
      and ${isPerson('heir.user_id')}
    join ${roles} as role on role.community_id = own.community_id and role.kind = 'owner'
    order by own.community_id, heir.joined_at, heir.user_id`)
  const left = await tx.delete(members).where(eq(members.userId, userId)).returning({ id: members.communityId })
  return left.map(({ id }) => id)
}

/**
 * Deletes what would be deleted with the account's row, and clears what would be cleared: the database itself knows
 * every table that says so, also those that are made later.
 */
async function removeWhatDependsOn(tx: Transaction, userId: UserId): Promise<void> {
  const { rows } = await tx.execute<{ place: string; name: string; action: string }>(sql`
    select conrelid::regclass::text as place, attname as name, confdeltype as action
    from pg_constraint join pg_attribute on attrelid = conrelid and attnum = conkey[1]
    where contype = 'f' and confrelid = 'users'::regclass and cardinality(conkey) = 1`)
  for (const { place, name, action } of rows) {
    // `place` comes quoted from the catalogue where it has to be.
    const [table, column] = [sql.raw(place), sql.identifier(name)]
    if (action === 'c') await tx.execute(sql`delete from ${table} where ${column} = ${userId}`)
    if (action === 'n') await tx.execute(sql`update ${table} set ${column} = null where ${column} = ${userId}`)
  }
}
