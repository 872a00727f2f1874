import { closeCodes, type CloseReason } from '@chaos/protocol'
import type { CallProblem } from './call-state.ts'

const byReason: Partial<Record<CloseReason, CallProblem>> = {
  unauthenticated: 'signed_out',
  forbidden: 'forbidden',
  notFound: 'not_found',
  replaced: 'joined_elsewhere',
  unsupportedVersion: 'unsupported_version',
  channelFull: 'channel_full',
}

/** What a socket's last close code means to the person; null after our own goodbye. */
export function problemOf(code: number): CallProblem | null {
  if (code === closeCodes.left.code) return null
  for (const [reason, problem] of Object.entries(byReason)) {
    if (closeCodes[reason as CloseReason].code === code) return problem
  }
  return 'failed'
}
