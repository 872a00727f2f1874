import { Bot, type BotDraft, type BotTokenDraft, NewBotToken, type UserId } from '@chaos/protocol'
import { Type } from 'typebox'
import type { AuthorizedCall } from '../api/api.ts'

export type OwnBots = ReturnType<typeof createOwnBots>

const Bots = Type.Array(Bot)
const path = '/api/users/me/bots'

/** The bots that the viewer owns, and their tokens. */
export const createOwnBots = (call: AuthorizedCall) => ({
  list: () => call({ method: 'GET', path, reply: Bots }),
  create: (body: BotDraft) => call({ method: 'POST', path, body, reply: Bot }),
  rename: (id: UserId, displayName: string) =>
    call({ method: 'PATCH', path: `${path}/${id}`, body: { displayName }, reply: Bot }),
  remove: (id: UserId) => call({ method: 'DELETE', path: `${path}/${id}`, reply: null }),
  /** What it answers with is told this once. */
  makeToken: (id: UserId, body: BotTokenDraft) =>
    call({ method: 'POST', path: `${path}/${id}/tokens`, body, reply: NewBotToken }),
  revokeToken: (id: UserId, tokenId: string) =>
    call({ method: 'DELETE', path: `${path}/${id}/tokens/${tokenId}`, reply: null }),
})
