import type { User, UserId } from '@chaos/protocol'
import { eq, sql } from '../drizzle.ts'
import { newId } from '../../utils/ids.ts'
import type { Database } from '../database.ts'
import { users } from '../schema.ts'

export type UserStore = ReturnType<typeof createUserStore>

type NewUser = { userName: string; displayName: string; passwordHash: string }

const shown = { id: users.id, userName: users.userName, displayName: users.displayName, avatar: users.avatar }

export function createUserStore(db: Database) {
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

    async findWithPassword(userName: string): Promise<{ user: User; passwordHash: string } | null> {
      const [row] = await db
        .select({ user: shown, passwordHash: users.passwordHash })
        .from(users)
        .where(eq(sql`lower(${users.userName})`, userName.toLowerCase()))
      return row ?? null
    },
  }
}
