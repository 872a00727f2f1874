import type { Approval } from '@chaos/protocol'
import { fail, type Outcome, succeed } from '../api/failure.ts'
import { joiningChanged, keysChanged } from '../state/keys-slice.ts'
import type { KeyDeps } from './key-deps.ts'
import type { RecoverRefusal } from './key-vault.ts'
import type { OwnLog } from './own-log.ts'

type Deps = KeyDeps & { log: OwnLog; refresh: () => Promise<void>; userId: () => string }

/** Why a recovery code did nothing: what the code is like, or that this account has none. */
export type RecoveryRefusal = RecoverRefusal | { kind: 'refused'; reason: 'not_set_up' }
export type RecoveryOutcome = Outcome<unknown> | { ok: false; refusal: RecoveryRefusal }

/** The three ways of a new device: let in by another one, by the recovery code, or with a new identity. */
export function createJoinDevice({ api, vault, log, dispatch, getState, deviceName, ...deps }: Deps) {
  const own = () => getState().keys.joining
  const isOwn = (approvalId: string) => own()?.approvalId === approvalId

  async function takeAnswer({ offer: { approvalId }, answer, reveal }: Approval): Promise<void> {
    if (!answer || own()?.stage !== 'asked') return
    const taken = await vault.takeAnswer({ answer })
    if (!isOwn(approvalId)) return
    if (taken.kind === 'refused') {
      dispatch(joiningChanged({ stage: 'refused' }))
      await api.decline(approvalId)
    } else if (taken.kind === 'code') {
      if (!reveal) await api.reveal(approvalId, taken.reveal)
      dispatch(joiningChanged({ stage: 'code', code: taken.code }))
    }
  }

  async function admitted(): Promise<void> {
    // Scanned: nobody has to be asked.
    if (own()?.code === null) await deps.refresh()
    else dispatch(joiningChanged({ stage: 'admitted' }))
  }

  return {
    isOwn,

    /** Asks the account's other devices to let this one in. */
    async ask(): Promise<Outcome<unknown>> {
      const { offer, scanText } = await vault.offer()
      const { approvalId } = offer
      dispatch(keysChanged({ joining: { approvalId, stage: 'asked', code: null, scanText } }))
      const outcome = await api.offer(offer)
      if (!outcome.ok) dispatch(keysChanged({ joining: null }))
      return outcome
    },
    async follow(approvalId: string): Promise<void> {
      const outcome = await api.approval(approvalId)
      if (!outcome.ok || !isOwn(approvalId)) return
      const { state } = outcome.value
      if (state === 'declined' || state === 'expired') dispatch(joiningChanged({ stage: state }))
      else if (state === 'admitted') await admitted()
      else await takeAnswer(outcome.value)
    },
    /** The person saw the other device take the digits, or not. */
    async confirm(worked: boolean): Promise<void> {
      if (!worked) return void dispatch(joiningChanged({ stage: 'refused' }))
      await vault.vouch()
      await deps.refresh()
      // The log that the server shows is not the one that the other device vouched for.
      if (own() && getState().keys.problem === null) dispatch(joiningChanged({ stage: 'refused' }))
    },
    async cancel(): Promise<void> {
      const joining = own()
      dispatch(keysChanged({ joining: null }))
      if (joining?.stage === 'asked' || joining?.stage === 'code') await api.decline(joining.approvalId)
    },

    async recover(code: string): Promise<RecoveryOutcome> {
      const state = await api.recovery()
      if (!state.ok) return state
      const { backup } = state.value
      if (!backup) return { ok: false, refusal: { kind: 'refused', reason: 'not_set_up' } }
      let refusal: RecoverRefusal | null = null
      const outcome = await log.append(
        deps.userId(),
        async () => {
          const made = await vault.recover({ backup, code })
          refusal = made.kind === 'refused' ? made : null
          return made.kind === 'entry' ? made : null
        },
        deviceName(),
      )
      if (refusal) return { ok: false, refusal }
      if (outcome.ok) await deps.refresh()
      return outcome
    },

    /** The identity before counts no more, here and for everybody. */
    async startAfresh(): Promise<Outcome<unknown>> {
      const { entry, replaces } = await vault.found()
      if (replaces === null) return fail('keys_stale', 'there is no identity to replace')
      const outcome = await api.startAfresh({ entry, replaces, deviceName: deviceName() })
      if (outcome.ok) await deps.refresh()
      return outcome
    },

    /** "It was me": the identity that another device made is ours from now on, and this device a new one to it. */
    async acceptIdentity(): Promise<Outcome<unknown>> {
      await vault.acceptIdentity()
      await deps.refresh()
      return succeed(null)
    },
  }
}
