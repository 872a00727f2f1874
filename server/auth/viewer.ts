import type { BotScope, UserId } from '@chaos/protocol'

/** Who asks: proven by an access token. A program that was given a token of a bot has `bot`; `sessionId` is that token's id. */
export type Viewer = Readonly<{ userId: UserId; sessionId: string; bot?: Readonly<{ scopes: readonly BotScope[] }> }>
