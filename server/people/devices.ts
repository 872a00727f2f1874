import type { UserId } from '@chaos/protocol'
import type { SharedMap } from '../utils/shared-map.ts'
import type { DeviceState } from './seen-status.ts'

/** Who reloads the page is not seen to go, ms. */
export const graceMs = 5_000

/** The devices that this process has sockets of, counted by person. Any that is in use makes the person active. */
export function createDevices(map: Pick<SharedMap<DeviceState>, 'set' | 'delete'>, now: () => number) {
  const people = new Map<UserId, { open: number; active: number }>()
  /** When those without a device are gone; all wait equally long, so the first here is the first to go. */
  const leaving = new Map<UserId, number>()
  const show = (userId: UserId, active: number): void => map.set(userId, active > 0 ? 'active' : 'idle')

  return {
    /** A device that is in use. */
    open(userId: UserId): void {
      const own = people.get(userId) ?? { open: 0, active: 0 }
      people.set(userId, own)
      own.open += 1
      own.active += 1
      leaving.delete(userId)
      show(userId, own.active)
    },

    /** One of their devices is in use again, or is not any more. */
    turn(userId: UserId, isActive: boolean): void {
      const own = people.get(userId)
      if (!own) return
      own.active += isActive ? 1 : -1
      show(userId, own.active)
    },

    close(userId: UserId, wasActive: boolean): void {
      const own = people.get(userId)
      if (!own) return
      own.open -= 1
      if (wasActive) own.active -= 1
      if (own.open > 0) return show(userId, own.active)
      people.delete(userId)
      leaving.set(userId, now() + graceMs)
    },

    /** Lets go of those who did not come back; to be called regularly. */
    sweep(): void {
      for (const [userId, goneAtMs] of leaving) {
        if (goneAtMs > now()) break
        leaving.delete(userId)
        map.delete(userId)
      }
    },
  }
}
