import { hash, type KeyObject } from 'node:crypto'
import type { Viewer } from './viewer.ts'

type Verified = {
  viewer: Viewer
  /** What checked the signature. */
  key: KeyObject
  kid: string
  /** From then on the token counts no more; ms since 1970. */
  untilMs: number
}

/**
 * Remembers which access tokens have been found good, since most requests bring one that the last request brought too.
 * It says that we signed these very bytes and that they still count; whether their session has ended is asked elsewhere,
 * each time, by the session's id.
 */
export type VerifiedTokens = {
  find(token: string): Viewer | null
  keep(token: string, verified: Verified): void
}

type Options = {
  findKey(kid: string): KeyObject | null
  /** Tokens kept at a time; the ones kept first go first. */
  most: number
  /** ms since 1970 */
  now?: () => number
}

export function createVerifiedTokens({ findKey, most, now = () => Date.now() }: Options): VerifiedTokens {
  const verified = new Map<string, Verified>()

  return {
    find(token) {
      const name = nameOf(token)
      const found = verified.get(name)
      if (!found) return null
      // The keys are loaded anew every minute, so a token is remembered no longer than that, and not at all without its key.
      if (found.untilMs > now() && findKey(found.kid) === found.key) return found.viewer
      verified.delete(name)
      return null
    },

    keep(token, entry) {
      const [first] = verified.keys()
      if (verified.size >= most && first !== undefined) verified.delete(first)
      verified.set(nameOf(token), entry)
    },
  }
}

/** Of the whole text: another spelling of the same token is another one, and is checked by itself. */
const nameOf = (token: string) => hash('sha256', token, 'base64')
