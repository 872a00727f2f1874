import type { SessionEvents } from '../auth/session-events.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { BotTokenStore } from '../database/stores/bot-token-store.ts'
import { every } from '../utils/every.ts'
import type { Logger } from '../utils/logger.ts'

/** How long a socket outlives a token that ended without a word: by its time, or with the account of bot or owner, ms. */
const lookEveryMs = 5_000

type Deps = {
  tokens: Pick<BotTokenStore, 'stillGood'>
  events: Pick<SessionEvents, 'subscribe'>
  logger: Pick<Logger, 'error'>
}

/** Tells sockets when what they were opened with counts no more. */
export function createTokenWatch({ tokens, events, logger }: Deps) {
  const watched = new Map<string, Set<() => void>>()

  const add = (tokenId: string, listener: () => void): void => {
    watched.set(tokenId, (watched.get(tokenId) ?? new Set()).add(listener))
  }
  const remove = (tokenId: string, listener: () => void): void => {
    const left = watched.get(tokenId)
    left?.delete(listener)
    if (left?.size === 0) watched.delete(tokenId)
  }
  const looking = every(
    lookEveryMs,
    async () => {
      const known = [...watched.keys()]
      if (known.length === 0) return
      const good = await tokens.stillGood(known)
      for (const tokenId of known)
        if (!good.has(tokenId)) for (const listener of [...(watched.get(tokenId) ?? [])]) listener()
    },
    logger,
  )

  return {
    /** Calls back when the viewer's sign-in or token ends; returns the undo. */
    onEnded({ sessionId, bot }: Viewer, listener: () => void): () => void {
      const undo = events.subscribe(sessionId, listener)
      if (!bot) return undo
      add(sessionId, listener)
      return () => {
        undo()
        remove(sessionId, listener)
      }
    },
    [Symbol.asyncDispose]: () => looking[Symbol.asyncDispose](),
  }
}
