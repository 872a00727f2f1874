import { callSuite } from '@chaos/crypto'
import { browserClock } from '../../browser/browser-clock.ts'
import { createGroupSession, type GroupSession } from '../group-session.ts'
import type { FromGroupWorker, GroupNews, ToGroupWorker } from './group-messages.ts'
import type { FrameKeys } from './key-messages.ts'

// The call's MLS group, apart from the page: its steps take tens of milliseconds, and its secrets stay out of reach of
// whatever runs there. Frame keys go straight to the media worker.
declare const self: DedicatedWorkerGlobalScope

type Opening = Extract<ToGroupWorker, { type: 'open' }>
type Step = Exclude<ToGroupWorker, { type: 'open' }>

let group: GroupSession | undefined
let hearVoucher: ((voucher: string | null) => void) | undefined
let present: ReadonlySet<string> = new Set()

function open({ session, callId, identity, keys: port }: Opening): void {
  const tell = (news: GroupNews): void => self.postMessage({ session, news } satisfies FromGroupWorker)
  group?.close()
  present = new Set()
  group = createGroupSession({
    callId,
    identity,
    suite: callSuite,
    vouch(signatureKey, hear) {
      hearVoucher = hear
      tell({ type: 'leaf_key', signatureKey })
    },
    clock: browserClock,
    send: (message) => tell({ type: 'send', message }),
    isPresent: (id) => present.has(id),
    onEpoch({ keys, members, privacyCode }) {
      port.postMessage(keys satisfies FrameKeys)
      keys.baseKey.fill(0)
      tell({ type: 'epoch', epoch: keys.epoch, members })
      void privacyCode.then((code) => tell({ type: 'privacy_code', epoch: keys.epoch, code })).catch(() => {})
    },
  })
}

const steps: { [K in Step['type']]: (message: Extract<Step, { type: K }>) => void } = {
  start: ({ group: state }) => void group?.start(state),
  state: ({ group: state }) => void group?.state(state),
  accepted: () => void group?.accepted(),
  refused: ({ reason, group: state }) => void group?.refused(reason, state),
  committed: ({ epoch, commit }) => void group?.committed(epoch, commit),
  vouched: ({ voucher }) => hearVoucher?.(voucher),
  present({ participantIds }) {
    present = new Set(participantIds)
    group?.presenceChanged()
  },
  close: () => group?.close(),
}

self.addEventListener('message', ({ data }: MessageEvent<ToGroupWorker>) => {
  if (data.type === 'open') return open(data)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table's key and the message have the same type, which the compiler cannot follow through the index
  const step = steps[data.type] as (message: Step) => void
  step(data)
})
