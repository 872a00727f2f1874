import type { AvatarId, Profile, ProfileChange, UserId } from '@chaos/protocol'
import { and, eq, isNull } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { users } from '../schema.ts'
import { lockPicture, type Transaction } from './picture-store.ts'

export type ProfileStore = ReturnType<typeof createProfileStore>

/** A profile with another picture than before, and the one before. */
export type AvatarChange = { profile: Profile; before: AvatarId | null }

const shown = {
  id: users.id,
  userName: users.userName,
  displayName: users.displayName,
  avatar: users.avatar,
  bio: users.bio,
}

export function createProfileStore(db: Database) {
  return {
    /** null when the account is gone. */
    async find(userId: UserId): Promise<Profile | null> {
      const [profile] = await db
        .select(shown)
        .from(users)
        .where(and(eq(users.id, userId), isNull(users.erasedAt)))
      return profile ?? null
    },

    async update(userId: UserId, change: ProfileChange): Promise<Profile | null> {
      const [profile] = await db
        .update(users)
        .set(change)
        .where(and(eq(users.id, userId), isNull(users.erasedAt)))
        .returning(shown)
      return profile ?? null
    },

    /** Has the files written and gives the picture to the account. null when the account is gone. */
    async giveAvatar(userId: UserId, avatar: AvatarId, write: () => Promise<void>): Promise<AvatarChange | null> {
      return db.transaction(async (tx) => {
        await lockPicture(tx, avatar)
        await write()
        return replaceAvatar(tx, userId, avatar)
      })
    },

    async takeAvatar(userId: UserId): Promise<AvatarChange | null> {
      return db.transaction((tx) => replaceAvatar(tx, userId, null))
    },
  }
}

async function replaceAvatar(tx: Transaction, userId: UserId, avatar: AvatarId | null): Promise<AvatarChange | null> {
  const isOwn = and(eq(users.id, userId), isNull(users.erasedAt))
  const [before] = await tx.select({ avatar: users.avatar }).from(users).where(isOwn).for('update')
  const [profile] = await tx.update(users).set({ avatar }).where(isOwn).returning(shown)
  return profile && before ? { profile, before: before.avatar } : null
}
