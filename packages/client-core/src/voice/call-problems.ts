import { closeCodes } from '@chaos/protocol'
import type { CallProblem } from './call-state.ts'

const byCode = new Map<number, CallProblem | null>([
  [closeCodes.left.code, null],
  [closeCodes.unauthenticated.code, 'signed_out'],
  [closeCodes.forbidden.code, 'forbidden'],
  [closeCodes.notFound.code, 'not_found'],
  [closeCodes.disconnected.code, 'disconnected'],
  [closeCodes.replaced.code, 'joined_elsewhere'],
  [closeCodes.unsupportedVersion.code, 'unsupported_version'],
  [closeCodes.channelFull.code, 'channel_full'],
  [closeCodes.removed.code, 'removed'],
  [closeCodes.timedOut.code, 'timed_out'],
])

/** What a socket's last close code means to the person; null after our own goodbye. */
export function problemOf(code: number): CallProblem | null {
  const problem = byCode.get(code)
  return problem === undefined ? 'failed' : problem
}
