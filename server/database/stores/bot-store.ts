import type { Bot, BotToken, CommunityId, User, UserId } from '@chaos/protocol'
import { and, asc, eq, sql } from '../drizzle.ts'
import { newId } from '../../utils/ids.ts'
import type { Database } from '../database.ts'
import { bans, bots, botTokens, members, users } from '../schema.ts'
import { shownToken, toToken } from './bot-token-store.ts'
import { shown } from './user-store.ts'

export type BotStore = ReturnType<typeof createBotStore>

export type BotCreation = { kind: 'created'; bot: Bot } | { kind: 'name_taken' } | { kind: 'too_many' }
export type BotJoining = 'joined' | 'already' | 'banned' | 'too_many_communities' | 'too_many_bots'

type NewBot = { ownerId: UserId; userName: string; displayName: string }
type Entry = { communityId: CommunityId; botId: UserId }
type EntryLimits = { communities: number; bots: number }

const owned = (ownerId: UserId, botId: UserId) => and(eq(bots.ownerId, ownerId), eq(bots.userId, botId))

export function createBotStore(db: Database) {
  const select = () =>
    db
      .select({ user: shown, createdAt: bots.createdAt, token: shownToken })
      .from(bots)
      .innerJoin(users, eq(users.id, bots.userId))
      .leftJoin(botTokens, eq(botTokens.botId, bots.userId))
      .$dynamic()

  return {
    /** An account that nobody can sign in to. Whoever makes several at once waits, so that the limit holds. */
    async insert({ ownerId, ...names }: NewBot, limit: number): Promise<BotCreation> {
      return db.transaction(async (tx) => {
        await tx.select({ id: users.id }).from(users).where(eq(users.id, ownerId)).for('no key update')
        if ((await tx.$count(bots, eq(bots.ownerId, ownerId))) >= limit) return { kind: 'too_many' }
        const [user] = await tx
          .insert(users)
          .values({ id: newId(), ...names, passwordHash: null })
          .onConflictDoNothing()
          .returning(shown)
        if (!user) return { kind: 'name_taken' }
        const [row] = await tx.insert(bots).values({ userId: user.id, ownerId }).returning({ at: bots.createdAt })
        return { kind: 'created', bot: { ...user, createdAt: (row?.at ?? new Date()).toISOString(), tokens: [] } }
      })
    },

    /** Those of one owner with their tokens, the oldest first. */
    async listOf(ownerId: UserId): Promise<Bot[]> {
      const rows = await select()
        .where(eq(bots.ownerId, ownerId))
        .orderBy(asc(bots.createdAt), asc(bots.userId), asc(botTokens.createdAt), asc(botTokens.id))
      return gather(rows)
    },

    /** null: there is none, or it is another's. */
    async find(ownerId: UserId, botId: UserId): Promise<Bot | null> {
      return gather(await select().where(owned(ownerId, botId)).orderBy(asc(botTokens.createdAt)))[0] ?? null
    },

    /** A bot of whomever, by its id or its name. */
    async look(bot: string): Promise<User | null> {
      // No user name is as long as an id.
      const isIt = bot.length === 36 ? eq(users.id, bot) : eq(sql`lower(${users.userName})`, bot.toLowerCase())
      const [row] = await db.select(shown).from(users).innerJoin(bots, eq(bots.userId, users.id)).where(isIt)
      return row ?? null
    },

    /** Makes a bot a member, who has no rules to accept. The community's row is held meanwhile, so that the limit holds. */
    async bringIn({ communityId, botId }: Entry, limits: EntryLimits): Promise<BotJoining> {
      return db.transaction(async (tx) => {
        await tx.execute(sql`select 1 from communities where id = ${communityId} for no key update`)
        const isThere = and(eq(members.communityId, communityId), eq(members.userId, botId))
        if ((await tx.$count(members, isThere)) > 0) return 'already'
        const isBanned = and(eq(bans.communityId, communityId), eq(bans.userId, botId))
        if ((await tx.$count(bans, isBanned)) > 0) return 'banned'
        if ((await tx.$count(members, eq(members.userId, botId))) >= limits.communities) return 'too_many_communities'
        const areBots = and(eq(members.communityId, communityId), sql`${members.userId} in (select user_id from bots)`)
        if ((await tx.$count(members, areBots)) >= limits.bots) return 'too_many_bots'
        await tx.insert(members).values({ communityId, userId: botId, acceptedRulesAt: new Date() })
        return 'joined'
      })
    },
  }
}

type Row = { user: User; createdAt: Date; token: Parameters<typeof toToken>[0] | null }

/** One bot of all the rows that it has, one for each of its tokens. */
function gather(rows: Row[]): Bot[] {
  const found = new Map<UserId, Bot & { tokens: BotToken[] }>()
  for (const { user, createdAt, token } of rows) {
    const bot = found.get(user.id) ?? { ...user, createdAt: createdAt.toISOString(), tokens: [] }
    found.set(user.id, bot)
    if (token) bot.tokens.push(toToken(token))
  }
  return [...found.values()]
}
