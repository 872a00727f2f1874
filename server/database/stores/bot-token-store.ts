import type { BotScope, BotToken, UserId } from '@chaos/protocol'
import { alias, and, eq, inArray, isNull, sql } from '../drizzle.ts'
import { newId } from '../../utils/ids.ts'
import type { Database } from '../database.ts'
import { bots, botTokens, users } from '../schema.ts'
import { isStale } from './is-stale.ts'

export type BotTokenStore = ReturnType<typeof createBotTokenStore>

/** Who holds a token that is good. */
export type TokenHolder = { tokenId: string; botId: UserId; scopes: BotScope[] }
type NewToken = { botId: UserId; name: string; hash: Buffer; scopes: BotScope[]; expiresAt: Date | null }

export const shownToken = {
  id: botTokens.id,
  name: botTokens.name,
  scopes: botTokens.scopes,
  createdAt: botTokens.createdAt,
  lastUsedAt: botTokens.lastUsedAt,
  expiresAt: botTokens.expiresAt,
}
type Row = Omit<BotToken, 'createdAt' | 'lastUsedAt' | 'expiresAt'> & {
  createdAt: Date
  lastUsedAt: Date | null
  expiresAt: Date | null
}

export const toToken = ({ createdAt, lastUsedAt, expiresAt, ...rest }: Row): BotToken => ({
  ...rest,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
  expiresAt: expiresAt?.toISOString() ?? null,
})

export function createBotTokenStore(db: Database) {
  const owners = alias(users, 'owners')
  const isOver = sql`${botTokens.expiresAt} <= now()`
  /** A bot works as long as it may itself and as somebody answers for it. */
  const good = () =>
    db
      .select({
        tokenId: botTokens.id,
        botId: bots.userId,
        scopes: botTokens.scopes,
        isStale: isStale(botTokens.lastUsedAt),
      })
      .from(botTokens)
      .innerJoin(bots, eq(bots.userId, botTokens.botId))
      .innerJoin(users, and(eq(users.id, bots.userId), eq(users.status, 'active')))
      .innerJoin(
        owners,
        and(eq(owners.id, bots.ownerId), eq(owners.status, 'active'), isNull(owners.deletionRequestedAt)),
      )

  return {
    /** null: the bot has `limit` tokens already. Its row is held meanwhile, so that the limit holds. */
    async insert(token: NewToken, limit: number): Promise<BotToken | null> {
      return db.transaction(async (tx) => {
        await tx.select({ id: bots.userId }).from(bots).where(eq(bots.userId, token.botId)).for('no key update')
        if ((await tx.$count(botTokens, eq(botTokens.botId, token.botId))) >= limit) return null
        const [row] = await tx
          .insert(botTokens)
          .values({ id: newId(), ...token })
          .returning(shownToken)
        return row ? toToken(row) : null
      })
    },

    /** null: there is none, or it is another bot's. */
    async remove(botId: UserId, tokenId: string): Promise<BotToken | null> {
      const isIt = and(eq(botTokens.id, tokenId), eq(botTokens.botId, botId))
      const [row] = await db.delete(botTokens).where(isIt).returning(shownToken)
      return row ? toToken(row) : null
    },

    /** Who holds the token with this hash, if it is good now. That it was used is written down. */
    async use(hash: Buffer): Promise<TokenHolder | null> {
      const [found] = await good().where(and(eq(botTokens.hash, hash), sql`${isOver} is not true`))
      if (!found) return null
      const { isStale: isOld, ...holder } = found
      // Those who come at the same time may all find it stale; one of them writes.
      const before = isStale(botTokens.lastUsedAt)
      if (isOld)
        await db
          .update(botTokens)
          .set({ lastUsedAt: sql`now()` })
          .where(and(eq(botTokens.id, holder.tokenId), before))
      return holder
    },

    /** Those of some tokens that are still good. */
    async stillGood(tokenIds: string[]): Promise<Set<string>> {
      const rows = await good().where(and(inArray(botTokens.id, tokenIds), sql`${isOver} is not true`))
      return new Set(rows.map(({ tokenId }) => tokenId))
    },
  }
}
