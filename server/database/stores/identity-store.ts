import type { AccountStatus, LinkedIdentity, User, UserId } from '@chaos/protocol'
import { and, asc, eq, gt, sql } from '../drizzle.ts'
import { newId } from '../../utils/ids.ts'
import { isUniqueViolation } from '../database-errors.ts'
import type { Database } from '../database.ts'
import { identities, providerProofs as proofs, users } from '../schema.ts'
import { createUserStore, shown } from './user-store.ts'
import { countWaysIn } from './ways-in.ts'

export type IdentityStore = ReturnType<typeof createIdentityStore>

/** Somebody at a provider. */
export type Identity = { provider: string; issuer: string; subject: string }
type NewIdentity = Identity & { userId: UserId; label: string }
type NewAccount = { browserHash: Buffer; userName: string; displayName: string; status: AccountStatus; label: string }
export type NewAccountOutcome =
  | { kind: 'made'; user: User }
  /** `over`: the proof is gone. */
  | { kind: 'over' | 'username_taken' | 'identity_taken' | 'email_taken' }
type Unlinking = {
  userId: UserId
  provider: string
  /** Providers that people can sign in with now. */
  offered: string[]
}

export function createIdentityStore(db: Database) {
  return {
    async findUser({ provider, issuer, subject }: Identity): Promise<User | null> {
      const [user] = await db
        .select(shown)
        .from(identities)
        .innerJoin(users, eq(users.id, identities.userId))
        .where(and(eq(identities.provider, provider), eq(identities.issuer, issuer), eq(identities.subject, subject)))
      return user ?? null
    },

    async isEmailTaken(email: string): Promise<boolean> {
      const found = await db
        .select({ id: users.id })
        .from(users)
        .where(and(eq(users.email, email), sql`${users.emailVerifiedAt} is not null`))
      return found.length > 0
    },

    async noteUse({ provider, issuer, subject }: Identity): Promise<void> {
      await db
        .update(identities)
        .set({ lastUsedAt: sql`now()` })
        .where(and(eq(identities.provider, provider), eq(identities.issuer, issuer), eq(identities.subject, subject)))
    },

    async listOf(userId: UserId): Promise<LinkedIdentity[]> {
      const rows = await db
        .select()
        .from(identities)
        .where(eq(identities.userId, userId))
        .orderBy(asc(identities.createdAt))
      return rows.map(({ provider, label, createdAt, lastUsedAt }) => ({
        provider,
        label,
        linkedAt: createdAt.toISOString(),
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
      }))
    },

    /** Makes an account of a proof, which is used up by it. */
    async makeAccount({ browserHash, label, ...draft }: NewAccount): Promise<NewAccountOutcome> {
      try {
        return await db.transaction(async (tx) => {
          const isIt = and(eq(proofs.browserHash, browserHash), eq(proofs.purpose, 'sign_in'))
          const [proof] = await tx
            .select()
            .from(proofs)
            .where(and(isIt, gt(proofs.expiresAt, sql`now()`)))
            .for('update')
          if (!proof) return { kind: 'over' }
          const user = await createUserStore(tx).insertUnlessTaken({ ...draft, passwordHash: null })
          if (!user) return { kind: 'username_taken' }
          const { provider, issuer, subject, email } = proof
          if (email) await tx.update(users).set({ email, emailVerifiedAt: sql`now()` }).where(eq(users.id, user.id))
          await tx.insert(identities).values({ id: newId(), userId: user.id, provider, issuer, subject, label })
          await tx.delete(proofs).where(isIt)
          return { kind: 'made', user }
        })
      } catch (error) {
        if (isUniqueViolation(error, 'users_verified_email_key')) return { kind: 'email_taken' }
        if (isUniqueViolation(error, 'identities_subject_key')) return { kind: 'identity_taken' }
        throw error
      }
    },

    /** `identity_taken`: by another account. `provider_already_linked`: to another identity there. */
    async link(identity: NewIdentity): Promise<'linked' | 'identity_taken' | 'provider_already_linked'> {
      const linked = await db
        .insert(identities)
        .values({ id: newId(), ...identity })
        .onConflictDoNothing()
        .returning({ id: identities.id })
      if (linked.length > 0) return 'linked'
      const mine = await db
        .select({ issuer: identities.issuer, subject: identities.subject })
        .from(identities)
        .where(and(eq(identities.userId, identity.userId), eq(identities.provider, identity.provider)))
      return mine.length > 0 ? 'provider_already_linked' : 'identity_taken'
    },

    /** `last`: the account could not be signed in to afterwards, so it stays. */
    async unlinkUnlessLast({ userId, provider, offered }: Unlinking): Promise<'unlinked' | 'unknown' | 'last'> {
      return db.transaction(async (tx) => {
        const ways = await countWaysIn(tx, userId)
        const linked = await tx
          .select({ provider: identities.provider })
          .from(identities)
          .where(eq(identities.userId, userId))
        if (!linked.some((entry) => entry.provider === provider)) return 'unknown'
        const retired = linked.filter((entry) => entry.provider !== provider && !offered.includes(entry.provider))
        if (ways - retired.length <= 1) return 'last'
        await tx.delete(identities).where(and(eq(identities.userId, userId), eq(identities.provider, provider)))
        return 'unlinked'
      })
    },
  }
}
