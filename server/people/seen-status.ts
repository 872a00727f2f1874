import type { PersonPresence, SeenStatus, UserId } from '@chaos/protocol'
import type { StatusRow } from '../database/stores/status-store.ts'

/** Of all devices of one person in one process. */
export type DeviceState = 'active' | 'idle'

/** What others see: no device, or invisible, is offline; else what was chosen; else whether any device is in use. */
export function seenStatus(chosen: StatusRow['chosen'], devices: readonly DeviceState[]): SeenStatus {
  if (devices.length === 0 || chosen === 'invisible') return 'offline'
  if (chosen !== 'online') return chosen
  return devices.includes('active') ? 'online' : 'idle'
}

/** As they are seen at `now`: who is offline has no words, and words end. */
export function presenceOf(userId: UserId, row: StatusRow, { devices, now }: { devices: DeviceState[]; now: Date }) {
  const status = seenStatus(row.chosen, devices)
  const isOver = row.wordsUntil !== null && row.wordsUntil <= now
  const presence: PersonPresence = { userId, status, words: status === 'offline' || isOver ? '' : row.words }
  return presence
}
