import type { Approval } from '@chaos/protocol'
import { fail, type Outcome } from '../api/failure.ts'
import type { Timer } from '../platform.ts'
import { keysChanged, type WaitingApproval } from '../state/keys-slice.ts'
import type { KeyDeps } from './key-deps.ts'
import type { OwnLog } from './own-log.ts'

type Deps = KeyDeps & { log: OwnLog; refresh: () => Promise<void>; userId: () => string }

/** What came of typed digits. `wrong`: the exchange is over, the other device has to ask anew. */
export type TypedOutcome = Outcome<unknown> | { ok: false; wrong: true }

const sparesMs = 500

/** This device in standing lets others of the account in. */
export function createApproveDevices({ api, vault, log, dispatch, getState, clock, ...deps }: Deps) {
  /** Exchanges that this window answered; another one has no part in them. */
  const answered = new Set<string>()
  let timer: Timer | null = null

  const remove = (approvalId: string) => {
    answered.delete(approvalId)
    const waitingApprovals = getState().keys.waitingApprovals.filter((one) => one.approvalId !== approvalId)
    dispatch(keysChanged({ waitingApprovals }))
  }
  const decline = (approvalId: string): Promise<Outcome<unknown>> => {
    remove(approvalId)
    return api.decline(approvalId)
  }

  async function stageOf({ offer, state, reveal }: Approval): Promise<WaitingApproval['stage'] | null> {
    const { approvalId } = offer
    if (state === 'open') return 'asked'
    if (!answered.has(approvalId)) return null
    if (!reveal) return 'answered'
    const before = getState().keys.waitingApprovals.find((one) => one.approvalId === approvalId)
    if (before?.stage === 'code') return 'code'
    const taken = await vault.takeReveal({ approvalId, reveal })
    if (taken.kind === 'ready') return 'code'
    void decline(approvalId)
    return null
  }

  /** Looks again when the first of them ends by itself. */
  function lookAgain(approvals: readonly WaitingApproval[]): void {
    if (timer) clock.clearTimeout(timer)
    timer = null
    const ends = approvals.map(({ expiresAt }) => Date.parse(expiresAt))
    if (ends.length === 0) return
    timer = clock.setTimeout(() => void load(), Math.max(sparesMs, Math.min(...ends) - clock.now() + sparesMs))
  }

  async function load(): Promise<void> {
    if (getState().keys.status !== 'ready') return
    const outcome = await api.approvals()
    if (!outcome.ok) return
    const waitingApprovals: WaitingApproval[] = []
    for (const approval of outcome.value) {
      const stage = await stageOf(approval)
      const { offer, expiresAt } = approval
      if (stage) waitingApprovals.push({ approvalId: offer.approvalId, stage, expiresAt })
    }
    if (getState().keys.status !== 'ready') return
    dispatch(keysChanged({ waitingApprovals }))
    lookAgain(waitingApprovals)
  }

  return {
    load,
    decline,
    /** The person has another device in front of them that asks. */
    async answer(approvalId: string): Promise<Outcome<unknown>> {
      const found = await api.approval(approvalId)
      if (!found.ok) return found
      const taken = await vault.answer({ offer: found.value.offer })
      if (taken.kind === 'refused') {
        await decline(approvalId)
        return fail('invalid_reply', taken.reason)
      }
      answered.add(approvalId)
      const outcome = await api.answer(approvalId, taken.answer)
      if (!outcome.ok) answered.delete(approvalId)
      await load()
      return outcome
    },
    /** Six digits as they stand on the new device. */
    async type(approvalId: string, code: string): Promise<TypedOutcome> {
      let wrong = false
      const outcome = await log.append(deps.userId(), async () => {
        const made = await vault.admit({ approvalId, code })
        wrong = made.kind === 'wrong_code'
        return made.kind === 'entry' ? made : null
      })
      if (wrong) {
        await api.decline(approvalId)
        answered.delete(approvalId)
        return { ok: false, wrong: true }
      }
      if (outcome.ok) remove(approvalId)
      await deps.refresh()
      return outcome
    },
    /** After a wrong code has been told. */
    dismiss: remove,
    stop(): void {
      answered.clear()
      if (timer) clock.clearTimeout(timer)
      timer = null
    },
  }
}
