import type { Permission, UserId } from '@chaos/protocol'
import type { Peer } from './peer.ts'
import type { Residents } from './residents.ts'
import type { Room } from './room.ts'

type Because = 'forbidden' | 'timedOut'
type Permissions = ReadonlySet<Permission>

const toStay: readonly Permission[] = ['view_community', 'view_channels', 'connect_voice']

/** Who was brought here without holding all of these stays as they are: nothing was taken from them. */
const mayStay = (before: Permissions, after: Permissions): boolean =>
  toStay.every((permission) => after.has(permission) || !before.has(permission))

function allow(room: Room, peer: Peer, permissions: Permissions): void {
  const couldSpeak = peer.maySpeak
  peer.allow(permissions)
  // What a moderator or the stage decided stays as it is.
  if (couldSpeak !== peer.maySpeak) room.silence(peer, {})
  if (!permissions.has('priority_speaker')) room.update(peer, { priority: false })
}

/** Somebody in a call may other things than before: who may not stay is put out, who may not speak is muted. */
export function applyAccess(
  { room, residents, because }: { room: Room; residents: Pick<Residents, 'expel'>; because: Because },
  userId: UserId,
  permissions: Permissions,
): void {
  for (const peer of room.peers().filter((one) => one.userId === userId)) {
    if (mayStay(peer.permissions, permissions)) allow(room, peer, permissions)
    else residents.expel((stay) => stay.room === room && stay.peer === peer, because)
  }
}
