import type { ChannelId, CommunityId, Permission, UserId } from '@chaos/protocol'

type Fact = { type: string; communityId?: CommunityId | null }
export type Listen = (topic: string, listener: (fact: Fact) => void) => () => void

export type AccessWatchDeps = {
  place: { communityId: CommunityId; channelId: ChannelId }
  onCommunityEvent: Listen
  onUserEvent: Listen
  /** What somebody may in the channel by now; null: nothing at all. */
  ask(userId: UserId): Promise<ReadonlySet<Permission> | null>
  onAccess(userId: UserId, permissions: ReadonlySet<Permission>): void
  onFault(error: unknown): void
}

/** Follows what the people in one call may, and tells when that was looked at anew. */
export function watchAccess(deps: AccessWatchDeps) {
  const { place, onCommunityEvent, onUserEvent, ask, onAccess, onFault } = deps
  const followed = new Map<UserId, () => void>()

  async function look(userId: UserId): Promise<void> {
    try {
      const permissions = await ask(userId)
      if (followed.has(userId)) onAccess(userId, permissions ?? new Set())
    } catch (error) {
      onFault(error)
    }
  }

  const stop = onCommunityEvent(place.communityId, ({ type }) => {
    if (type === 'access.changed') for (const userId of followed.keys()) void look(userId)
  })
  const follow = (userId: UserId) =>
    onUserEvent(userId, ({ type, communityId }) => {
      if (type === 'access.changed' && communityId === place.communityId) void look(userId)
    })

  return {
    /** Somebody may do something else than before, by another sign. */
    lookAt(userId: UserId): void {
      if (followed.has(userId)) void look(userId)
    },
    /** These people are in the call now. */
    set(userIds: readonly UserId[]): void {
      const present = new Set(userIds)
      for (const [userId, undo] of followed) {
        if (present.has(userId)) continue
        undo()
        followed.delete(userId)
      }
      for (const userId of present) if (!followed.has(userId)) followed.set(userId, follow(userId))
    },
    close(): void {
      stop()
      for (const undo of followed.values()) undo()
      followed.clear()
    },
  }
}
