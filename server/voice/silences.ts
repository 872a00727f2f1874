import type { Participant, UserId } from '@chaos/protocol'

/** What moderators took from somebody: the voice, the hearing. */
export type Silence = Pick<Participant, 'serverMuted' | 'serverDeafened'>

export const noSilence: Silence = { serverMuted: false, serverDeafened: false }

/** What either took. */
export const mergeSilences = (one: Silence, other: Silence): Silence => ({
  serverMuted: one.serverMuted || other.serverMuted,
  serverDeafened: one.serverDeafened || other.serverDeafened,
})

/** A moderator's silence is the account's, and lasts as long as the call, whoever leaves and comes back. */
export function createSilences() {
  const byUser = new Map<UserId, Silence>()
  const of = (userId: UserId): Silence => byUser.get(userId) ?? noSilence
  return {
    of,
    /** Adds to what there is; returns all of it. */
    put(userId: UserId, change: Partial<Silence>): Silence {
      const next = { ...of(userId), ...change }
      byUser.set(userId, next)
      return next
    },
  }
}
