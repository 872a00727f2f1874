export type { Bot, BotScope, BotToken, Webhook } from '@chaos/protocol'
export { createCommunityBots } from './community-bots.ts'
export { createOwnBots, type OwnBots } from './own-bots.ts'
