import type { AccountStatus, ManagedUser, ManagedUserQuery, ManagedUserView, ServerRole, UserId } from '@chaos/protocol'
import { and, desc, eq, or, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { sessions, users } from '../schema.ts'
import { beginning } from './statements.ts'

export type AdministrationStore = ReturnType<typeof createAdministrationStore>

type Held = { id: UserId; serverRole: ServerRole; status: AccountStatus }
type Standing = { serverRole?: ServerRole; status?: AccountStatus; statusReason?: string | null }

/** Those whom a change concerns, held so that nobody else changes them meanwhile. */
export type Concerned = { actor: Held; target: Held; activeOwners: number }
export type StandingChange = { target: Standing; actor?: Standing }

type Filters = Pick<ManagedUserQuery, 'search' | 'status' | 'role'>
type Page = Filters & { limit: number; after: UserId | null }

// In a query over one table Drizzle writes columns without their table, which means another thing in a subquery.
const userId = sql.raw('"users"."id"')
const lastUse = sql`(select max(${sessions.lastUsedAt}) from ${sessions} where ${sessions.userId} = ${userId})`
const live = sql`${sessions.revokedAt} is null and ${sessions.expiresAt} > now()`

const listed = {
  id: users.id,
  userName: users.userName,
  displayName: users.displayName,
  avatar: users.avatar,
  email: users.email,
  serverRole: users.serverRole,
  status: users.status,
  createdAt: users.createdAt,
  lastSeenAt: sql<Date | null>`greatest(${users.lastSeenAt}, ${lastUse})`.mapWith(sessions.lastUsedAt),
}
const viewed = {
  ...listed,
  emailVerified: sql<boolean>`${users.emailVerifiedAt} is not null`,
  hasPassword: sql<boolean>`${users.passwordHash} is not null`,
  statusReason: users.statusReason,
  sessionCount: sql<number>`(select count(*)::integer from ${sessions} where ${sessions.userId} = ${userId} and ${live})`,
}
const held = { id: users.id, serverRole: users.serverRole, status: users.status }

/** Accounts as administrators see and change them. */
export function createAdministrationStore(db: Database) {
  return {
    /** Newest first: at most `limit` older than `after`. */
    async list({ limit, after, ...filters }: Page): Promise<ManagedUser[]> {
      const older = after === null ? undefined : sql`${users.id} < ${after}::uuid`
      const rows = await db
        .select(listed)
        .from(users)
        .where(and(older, ...conditions(filters)))
        .orderBy(desc(users.id))
        .limit(limit)
      return rows.map(inText)
    },

    async view(id: UserId): Promise<Omit<ManagedUserView, 'mayManage' | 'assignableRoles'> | null> {
      const [row] = await db.select(viewed).from(users).where(eq(users.id, id))
      return row ? inText(row) : null
    },

    async find(id: UserId): Promise<Held | null> {
      const [row] = await db.select(held).from(users).where(eq(users.id, id))
      return row ?? null
    },

    /**
     * Changes what `decide` says of the two; what it throws leaves everything as it was. Owners are locked as well, in one
     * order, so that two who demote each other at once do not both succeed. null when one of the two is gone.
     */
    async change(
      { actorId, targetId }: { actorId: UserId; targetId: UserId },
      decide: (concerned: Concerned) => StandingChange,
    ): Promise<Concerned | null> {
      return db.transaction(async (tx) => {
        const rows = await tx
          .select(held)
          .from(users)
          .where(or(eq(users.serverRole, 'owner'), eq(users.id, actorId), eq(users.id, targetId)))
          .orderBy(users.id)
          .for('update')
        const actor = rows.find(({ id }) => id === actorId)
        const target = rows.find(({ id }) => id === targetId)
        if (!actor || !target) return null
        const activeOwners = rows.filter(
          ({ serverRole, status }) => serverRole === 'owner' && status === 'active',
        ).length
        const concerned = { actor, target, activeOwners }
        const change = decide(concerned)
        await tx.update(users).set(change.target).where(eq(users.id, targetId))
        if (change.actor) await tx.update(users).set(change.actor).where(eq(users.id, actorId))
        return concerned
      })
    },
  }
}

function conditions({ search = '', status, role }: Filters) {
  const pattern = beginning(search)
  const found = or(
    sql`lower(${users.userName}) like lower(${pattern})`,
    sql`lower(${users.displayName}) like lower(${pattern})`,
    sql`${users.email} like lower(${pattern})`,
  )
  return [
    search.trim() === '' ? undefined : found,
    status === undefined ? undefined : eq(users.status, status),
    role === undefined ? undefined : eq(users.serverRole, role),
  ]
}

type InText<Row> = Omit<Row, 'createdAt' | 'lastSeenAt'> & { createdAt: string; lastSeenAt: string | null }

const inText = <Row extends { createdAt: Date; lastSeenAt: Date | null }>(row: Row): InText<Row> => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
})
