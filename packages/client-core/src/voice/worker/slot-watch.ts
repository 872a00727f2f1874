import type { OpenOutcome } from '@chaos/crypto/sframe'
import type { FromMediaWorker } from './messages.ts'

/** Half a second of frames that do not open, with none that does, is more than an epoch change. */
const undecryptableAfter = 25

export type SlotWatch = (outcome: OpenOutcome) => void

/** Watches what becomes of one slot's frames and tells only when that changes. */
export function createSlotWatch(slot: number, tell: (message: FromMediaWorker) => void): SlotWatch {
  let leafIndex: number | undefined
  let failures = 0

  const opened = (from: number): void => {
    if (failures >= undecryptableAfter) tell({ type: 'undecryptable', slot, undecryptable: false })
    failures = 0
    if (from === leafIndex) return
    leafIndex = from
    tell({ type: 'source', slot, leafIndex: from })
  }

  return (outcome) => {
    if (outcome.kind === 'opened') return opened(outcome.leafIndex)
    // A frame that came twice is the network's doing and says nothing about keys.
    if (outcome.kind === 'rejected' && outcome.reason === 'replayed') return
    failures += 1
    if (failures === undecryptableAfter) tell({ type: 'undecryptable', slot, undecryptable: true })
  }
}
