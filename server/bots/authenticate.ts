import { botTokenPrefix } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { BotTokenStore } from '../database/stores/bot-token-store.ts'
import { UnauthenticatedError } from '../utils/domain-error.ts'
import { hashSecret } from '../utils/opaque-secret.ts'

/** Who holds an access token, or a token of a bot. Throws what says that it is not good. */
export type Authenticate = (token: string) => Promise<Viewer>

type Deps = {
  /** For the access tokens of people. */
  people: Authenticate
  tokens: Pick<BotTokenStore, 'use'>
}

/** The one door for both kinds of tokens. A bot's is found by its hash: how long that takes says nothing about others. */
export const createBotAuthenticate =
  ({ people, tokens }: Deps): Authenticate =>
  async (token) => {
    if (!token.startsWith(botTokenPrefix)) return people(token)
    const holder = await tokens.use(hashSecret(token))
    if (!holder) throw new UnauthenticatedError('this token is not good, or no longer')
    return { userId: holder.botId, sessionId: holder.tokenId, bot: { scopes: holder.scopes } }
  }
