import type { AccountStatus, Me, ServerRole, User, UserId } from '@chaos/protocol'
import { eq, sql } from '../drizzle.ts'
import { askTogether } from '../../utils/ask-together.ts'
import { newId } from '../../utils/ids.ts'
import type { Database } from '../database.ts'
import { users } from '../schema.ts'
import { shownUser } from './statements.ts'

export type UserStore = ReturnType<typeof createUserStore>

type NewUser = {
  id?: UserId
  userName: string
  displayName: string
  passwordHash: string | null
  status?: AccountStatus
}

/** Whether an account may be used, and why not. */
export type Standing = { status: AccountStatus; statusReason: string | null; deletionRequestedAt: Date | null }

/** The public profile. */
export const shown = shownUser(users)
const own = {
  ...shown,
  serverRole: users.serverRole,
  email: users.email,
  emailVerified: sql<boolean>`${users.emailVerifiedAt} is not null`,
  hasPassword: sql<boolean>`${users.passwordHash} is not null`,
  createdAt: users.createdAt,
}

export function createUserStore(db: Database) {
  // Asked at every start of a client: written and planned once for each connection.
  const ownOf = db
    .select(own)
    .from(users)
    .where(sql`${users.id} = any(${sql.placeholder('ids')})`)
    .prepare('users_own_of')
  const findOwn = askTogether(async (ids: UserId[]) => {
    const rows = await ownOf.execute({ ids })
    return new Map(rows.map((row) => [row.id, { ...row, createdAt: row.createdAt.toISOString() }]))
  })

  return {
    /** null when somebody has that name already, in whatever case. */
    async insertUnlessTaken(draft: NewUser): Promise<User | null> {
      const [user] = await db
        .insert(users)
        .values({ id: newId(), ...draft })
        .onConflictDoNothing()
        .returning(shown)
      return user ?? null
    },

    async find(id: UserId): Promise<User | null> {
      const [user] = await db.select(shown).from(users).where(eq(users.id, id))
      return user ?? null
    },

    /** With what only the person themselves may see. */
    findOwn: (id: UserId): Promise<Me | null> => findOwn(id),

    async findWithStanding(id: UserId): Promise<{ user: User; standing: Standing } | null> {
      const { status, statusReason, deletionRequestedAt } = users
      const standing = { status, statusReason, deletionRequestedAt }
      const [row] = await db.select({ user: shown, standing }).from(users).where(eq(users.id, id))
      return row ?? null
    },

    async findWithPassword(userName: string): Promise<{ user: User; passwordHash: string | null } | null> {
      const [row] = await db
        .select({ user: shown, passwordHash: users.passwordHash })
        .from(users)
        .where(eq(sql`lower(${users.userName})`, userName.toLowerCase()))
      return row ?? null
    },

    /** null when the account has none, or is gone. */
    async passwordHashOf(id: UserId): Promise<string | null> {
      const [row] = await db.select({ passwordHash: users.passwordHash }).from(users).where(eq(users.id, id))
      return row?.passwordHash ?? null
    },

    async setPassword(id: UserId, passwordHash: string): Promise<void> {
      await db.update(users).set({ passwordHash }).where(eq(users.id, id))
    },

    async roleOf(id: UserId): Promise<ServerRole | null> {
      const [row] = await db.select({ role: users.serverRole }).from(users).where(eq(users.id, id))
      return row?.role ?? null
    },

    /** Whether this account runs the server and is in good standing. */
    async isAdministrator(id: UserId): Promise<boolean> {
      const [row] = await db
        .select({ role: users.serverRole, status: users.status })
        .from(users)
        .where(eq(users.id, id))
      return row !== undefined && row.role !== 'user' && row.status === 'active'
    },
  }
}
