import {
  type Bot,
  type BotChange,
  type BotDraft,
  botLimits,
  type BotTokenDraft,
  botTokenPrefix,
  type NewBotToken,
  type Profile,
  type UserId,
} from '@chaos/protocol'
import type { AuditDraft, AuditLog } from '../auth/audit-log.ts'
import type { ClientInfo } from '../auth/client-info.ts'
import { UserNameTakenError } from '../auth/enrol.ts'
import { requireUnreserved } from '../auth/names/reserved-names.ts'
import type { SessionEvents } from '../auth/session-events.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { BotStore } from '../database/stores/bot-store.ts'
import type { BotTokenStore } from '../database/stores/bot-token-store.ts'
import type { ProfileStore } from '../database/stores/profile-store.ts'
import { cleanLine } from '../utils/clean-text.ts'
import { BadRequestError, LimitReachedError, NotFoundError } from '../utils/domain-error.ts'
import { hashSecret, newSecret } from '../utils/opaque-secret.ts'

/** Who changes something, and from where. */
export type Who = { viewer: Viewer; client: ClientInfo }

type Deps = {
  bots: Pick<BotStore, 'insert' | 'listOf' | 'find'>
  tokens: Pick<BotTokenStore, 'insert' | 'remove'>
  profiles: Pick<ProfileStore, 'update'>
  /** Erases an account with all that it has, and tells those who were with it. */
  erase(bot: Pick<Bot, 'id' | 'userName'>): Promise<boolean>
  /** Tells those who see the bot. */
  announce(profile: Profile): Promise<void>
  audit: AuditLog
  events: Pick<SessionEvents, 'publish'>
}
export type BotService = ReturnType<typeof createBotService>

const missing = () => new NotFoundError('there is no such bot')

function visibleName(typed: string): string {
  const name = cleanLine(typed)
  if (name === '') throw new BadRequestError('a name needs something that can be seen')
  return name
}

/** The bots that somebody owns, and their tokens. */
export function createBotService({ bots, tokens, profiles, erase, announce, audit, events }: Deps) {
  const record = (
    { viewer: { userId, sessionId }, client }: Who,
    action: AuditDraft['action'],
    details: NonNullable<AuditDraft['details']>,
  ) => audit.record({ action, actorId: userId, subjectId: userId, sessionId, ip: client.ip, details })

  async function own({ viewer }: Who, botId: UserId): Promise<Bot> {
    const bot = await bots.find(viewer.userId, botId)
    if (!bot) throw missing()
    return bot
  }
  /** Its sockets close, in whichever process they are. */
  const tellEnd = (botId: UserId, tokenId: string): void =>
    events.publish(tokenId, { type: 'session.revoked', sessionId: tokenId, userId: botId, because: 'ended_elsewhere' })

  return {
    list: ({ userId }: Viewer): Promise<Bot[]> => bots.listOf(userId),

    /** Throws {@link UserNameTakenError}, {@link LimitReachedError} or the refusal of a reserved name. */
    async create(who: Who, { userName, displayName = userName }: BotDraft): Promise<Bot> {
      requireUnreserved(userName)
      const draft = { ownerId: who.viewer.userId, userName, displayName: visibleName(displayName) }
      const creation = await bots.insert(draft, botLimits.perOwner)
      if (creation.kind === 'name_taken') throw new UserNameTakenError(`"${userName}" is taken`)
      if (creation.kind === 'too_many') throw new LimitReachedError(`at most ${botLimits.perOwner} bots`)
      await record(who, 'bot.created', { bot: userName })
      return creation.bot
    },

    /** Throws {@link NotFoundError}. */
    async rename(who: Who, botId: UserId, { displayName }: BotChange): Promise<Bot> {
      const bot = await own(who, botId)
      const profile = await profiles.update(botId, { displayName: visibleName(displayName) })
      if (!profile) throw missing()
      await announce(profile)
      await record(who, 'bot.renamed', { bot: bot.userName })
      return { ...bot, displayName: profile.displayName }
    },

    /** It leaves its communities, and a name stays where it was. Throws {@link NotFoundError}. */
    async remove(who: Who, botId: UserId): Promise<void> {
      const bot = await own(who, botId)
      if (!(await erase(bot))) throw missing()
      for (const { id } of bot.tokens) tellEnd(botId, id)
      await record(who, 'bot.deleted', { bot: bot.userName })
    },

    /** Throws {@link NotFoundError} or {@link LimitReachedError}. */
    async makeToken(who: Who, botId: UserId, draft: BotTokenDraft): Promise<NewBotToken> {
      const { name, scopes, expiresInSeconds } = draft
      const bot = await own(who, botId)
      const secret = botTokenPrefix + newSecret()
      const expiresAt = expiresInSeconds === undefined ? null : new Date(Date.now() + expiresInSeconds * 1000)
      const made = { botId, name: name.trim(), scopes, expiresAt, hash: hashSecret(secret) }
      const token = await tokens.insert(made, botLimits.tokensPerBot)
      if (!token) throw new LimitReachedError(`at most ${botLimits.tokensPerBot} tokens for one bot`)
      await record(who, 'bot_token.made', { bot: bot.userName, tokenId: token.id, scopes: scopes.join(' ') })
      return { token, secret }
    },

    /** Whatever was opened with it closes. Throws {@link NotFoundError}. */
    async revokeToken(who: Who, botId: UserId, tokenId: string): Promise<void> {
      const bot = await own(who, botId)
      if (!(await tokens.remove(botId, tokenId))) throw new NotFoundError('there is no such token')
      tellEnd(botId, tokenId)
      await record(who, 'bot_token.revoked', { bot: bot.userName, tokenId })
    },
  }
}
