import { type CloseReason, type UserId, voiceLimits } from '@chaos/protocol'
import { hashSecret, newSecret } from '../utils/opaque-secret.ts'
import type { Signal } from './peer.ts'
import type { Stay } from './stay.ts'

/** One socket that speaks for a participant. */
export type Connection = { signal: Signal; close(reason: CloseReason): void }

type Resident = {
  stay: Stay
  connection: Connection | undefined
  tokenHash: string
  goneTimer: NodeJS.Timeout | undefined
  forgetTimer: NodeJS.Timeout | undefined
}

const hashOf = (token: string): string => hashSecret(token).toString('base64url')

export type Residents = ReturnType<typeof createResidents>

/**
 * Who stays in a call, with or without a socket: a participant whose socket drops is shown as reconnecting, is gone for
 * the others after four seconds, and can come back as the same participant for thirty.
 */
export function createResidents() {
  const byUser = new Map<UserId, Resident>()
  const byToken = new Map<string, Resident>()

  const stopTimers = (resident: Resident): void => {
    clearTimeout(resident.goneTimer)
    clearTimeout(resident.forgetTimer)
  }
  const isCurrent = (resident: Resident): boolean => byUser.get(resident.stay.peer.userId) === resident

  const forget = (resident: Resident): void => {
    stopTimers(resident)
    byToken.delete(resident.tokenHash)
    if (isCurrent(resident)) byUser.delete(resident.stay.peer.userId)
    resident.stay.room.remove(resident.stay.peer)
  }

  const lost = (resident: Resident): void => {
    resident.connection = undefined
    resident.stay.detach()
    resident.goneTimer = setTimeout(() => resident.stay.room.remove(resident.stay.peer), voiceLimits.goneAfterMs)
    resident.forgetTimer = setTimeout(() => forget(resident), voiceLimits.resumeWithinMs)
  }

  return {
    /** Whoever may come back with this token; undefined when it is too late or the token is not theirs. */
    find(userId: UserId, token: string): Stay | undefined {
      const resident = byToken.get(hashOf(token))
      return resident?.stay.peer.userId === userId ? resident.stay : undefined
    },

    ofUser: (userId: UserId): Stay | undefined => byUser.get(userId)?.stay,

    /** Ends what this account has elsewhere: one account is in one call, the latest. */
    displace(userId: UserId): void {
      const resident = byUser.get(userId)
      if (!resident) return
      const { connection } = resident
      resident.connection = undefined
      forget(resident)
      connection?.close('replaced')
    },

    /** Puts a stay under a socket; returns its new resume token. A socket it had before is closed. */
    settle(stay: Stay, connection: Connection): string {
      const before = byUser.get(stay.peer.userId)
      if (before) {
        stopTimers(before)
        byToken.delete(before.tokenHash)
        // Let go of first: the end of this socket must not count as the participant's.
        const replaced = before.connection
        before.connection = undefined
        replaced?.close('replaced')
      }
      const token = newSecret()
      const resident: Resident = {
        stay,
        connection,
        tokenHash: hashOf(token),
        goneTimer: undefined,
        forgetTimer: undefined,
      }
      byUser.set(stay.peer.userId, resident)
      byToken.set(resident.tokenHash, resident)
      stay.attach(connection.signal)
      return token
    },

    /** The socket is gone without a goodbye. Ignored when another socket speaks for the participant by now. */
    detach(connection: Connection): void {
      for (const resident of byUser.values()) if (resident.connection === connection) lost(resident)
    },

    /** A goodbye. */
    leave(connection: Connection): void {
      for (const resident of [...byUser.values()]) if (resident.connection === connection) forget(resident)
    },

    /** Sends everybody away for whom `where` holds. */
    expel(where: (stay: Stay) => boolean, reason: CloseReason): void {
      for (const resident of [...byUser.values()]) {
        if (!where(resident.stay)) continue
        const { connection } = resident
        resident.connection = undefined
        forget(resident)
        connection?.close(reason)
      }
    },

    close(): void {
      for (const resident of byUser.values()) stopTimers(resident)
      byUser.clear()
      byToken.clear()
    },
  }
}
