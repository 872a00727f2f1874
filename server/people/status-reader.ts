import type { UserId } from '@chaos/protocol'
import type { StatusRow, StatusStore } from '../database/stores/status-store.ts'

/** Reads statuses, and lets nothing slip that changes while a read is on its way. */
export function createStatusReader({ visibleTo }: Pick<StatusStore, 'visibleTo'>) {
  const meanwhile = new Map<UserId, StatusRow>()
  let reading = 0
  return {
    changed(userId: UserId, status: StatusRow): void {
      if (reading > 0) meanwhile.set(userId, status)
    },
    async visibleTo(viewerId: UserId, named: readonly UserId[]): Promise<Map<UserId, StatusRow>> {
      reading += 1
      try {
        const found = await visibleTo(viewerId, named)
        for (const userId of found.keys()) {
          const newer = meanwhile.get(userId)
          if (newer) found.set(userId, newer)
        }
        return found
      } finally {
        reading -= 1
        if (reading === 0) meanwhile.clear()
      }
    },
  }
}
