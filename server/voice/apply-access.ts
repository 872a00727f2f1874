import type { Permission, UserId } from '@chaos/protocol'
import type { PeerAccess } from './peer.ts'
import type { Residents } from './residents.ts'
import type { Room } from './room.ts'

export const accessOf = (permissions: ReadonlySet<Permission>): PeerAccess => ({
  speak: permissions.has('speak'),
  muteOthers: permissions.has('mute_members'),
})

const mayStay = (permissions: ReadonlySet<Permission>): boolean =>
  permissions.has('view_channels') && permissions.has('connect_voice')

/** Somebody in a call may other things than before: who may not stay is put out, who may not speak is muted. */
export function applyAccess(
  { room, residents, because }: { room: Room; residents: Pick<Residents, 'expel'>; because: 'forbidden' | 'timedOut' },
  userId: UserId,
  permissions: ReadonlySet<Permission>,
): void {
  if (!mayStay(permissions))
    return residents.expel((stay) => stay.room === room && stay.peer.userId === userId, because)
  for (const { id } of room.participants().filter((participant) => participant.userId === userId)) {
    const peer = room.peer(id)
    if (!peer) continue
    const before = peer.may
    peer.allow(accessOf(permissions))
    // What a moderator or the stage decided stays as it is.
    if (before.speak === peer.may.speak) continue
    room.update(peer, { serverMuted: !peer.may.speak || room.isMutedByModerator(userId) })
  }
}
