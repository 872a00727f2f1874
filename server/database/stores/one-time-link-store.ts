import type { UserId } from '@chaos/protocol'
import { and, eq, gt, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { oneTimeLinks as links } from '../schema.ts'

export type OneTimeLinkStore = ReturnType<typeof createOneTimeLinkStore>

export type LinkPurpose = 'verify_email' | 'reset_password'

/** Whose link it is, and the address it proves, if any. */
export type LinkHolder = { userId: UserId; address: string | null }

type NewLink = LinkHolder & { hash: Buffer; purpose: LinkPurpose; expiresAt: Date }

const good = (hash: Buffer, purpose: LinkPurpose) =>
  and(eq(links.hash, hash), eq(links.purpose, purpose), gt(links.expiresAt, sql`now()`))
const holder = { userId: links.userId, address: links.address }

export function createOneTimeLinkStore(db: Database) {
  return {
    async insert(link: NewLink): Promise<void> {
      await db.insert(links).values(link)
    },

    async find(hash: Buffer, purpose: LinkPurpose): Promise<LinkHolder | null> {
      const [found] = await db.select(holder).from(links).where(good(hash, purpose))
      return found ?? null
    },

    /** Uses the link up: of any number of callers one gets its holder. */
    async take(hash: Buffer, purpose: LinkPurpose): Promise<LinkHolder | null> {
      const [taken] = await db.delete(links).where(good(hash, purpose)).returning(holder)
      return taken ?? null
    },

    async removeAll(userId: UserId, purpose: LinkPurpose): Promise<void> {
      await db.delete(links).where(and(eq(links.userId, userId), eq(links.purpose, purpose)))
    },
  }
}
