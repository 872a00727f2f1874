import type { Occupant } from '@chaos/protocol'

/** The first that is said of each person. Who comes back by another process is named by both for a while. */
export function eachPersonOnce(occupants: readonly Occupant[]): Occupant[] {
  const known = new Set<string>()
  return occupants.filter(({ userId }) => !known.has(userId) && known.add(userId))
}
