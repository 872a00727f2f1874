import { type Static, Type } from 'typebox'

/** What a bot's token opens. */
export const BotScope = Type.Enum(['communities.read', 'members.read', 'presence', 'voice', 'notices.write'])
export type BotScope = Static<typeof BotScope>
