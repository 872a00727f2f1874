import { type Static, Type } from 'typebox'
import { Id, Instant } from '../ids.ts'
import { Closed } from '../wire/message-table.ts'
import { UserName } from './auth.ts'
import { User } from './users.ts'

/** What a token of a bot can open: the rooms of the interface, each by itself. */
export const botScopes = [
  'communities.read',
  'members.read',
  'presence',
  'voice',
  'messages.read',
  'messages.write',
  'notices.write',
] as const

/** What a bot's token opens. */
export const BotScope = Type.Enum([...botScopes])
export type BotScope = Static<typeof BotScope>

/** Every bot token begins so: whoever looks for secrets in the wrong places knows one when they see it. */
export const botTokenPrefix = 'chaosbot_'

/** Of one bot and of one community. Lists that are so short come whole. */
export const botLimits = { perOwner: 25, tokensPerBot: 10, webhooksPerCommunity: 15, perCommunity: 50 } as const

const DisplayName = Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' })
const TokenName = Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' })
const InstantOrNone = Type.Union([Instant, Type.Null()])

export const BotToken = Type.Object({
  id: Id,
  name: Type.String(),
  scopes: Type.Array(BotScope),
  createdAt: Instant,
  lastUsedAt: InstantOrNone,
  expiresAt: InstantOrNone,
})
export type BotToken = Static<typeof BotToken>

/** A bot, as its owner sees it. */
export const Bot = Type.Object({
  ...User.properties,
  createdAt: Instant,
  tokens: Type.Array(BotToken, { description: 'the oldest first' }),
})
export type Bot = Static<typeof Bot>

export const BotDraft = Closed({ userName: UserName, displayName: Type.Optional(DisplayName) })
export type BotDraft = Static<typeof BotDraft>

/** The user name stays, as everybody's does. */
export const BotChange = Closed({ displayName: DisplayName })
export type BotChange = Static<typeof BotChange>

export const BotTokenDraft = Closed({
  name: TokenName,
  scopes: Type.Array(BotScope, { minItems: 1, uniqueItems: true }),
  expiresInSeconds: Type.Optional(Type.Integer({ minimum: 60, maximum: 63_072_000 })),
})
export type BotTokenDraft = Static<typeof BotTokenDraft>

/** The only time that the secret is told. */
export const NewBotToken = Type.Object({ token: BotToken, secret: Type.String() })
export type NewBotToken = Static<typeof NewBotToken>

/** Who is brought into a community: by id, or by user name. */
export const BotEntry = Closed({ bot: Type.Union([Id, UserName]) })
export type BotEntry = Static<typeof BotEntry>
