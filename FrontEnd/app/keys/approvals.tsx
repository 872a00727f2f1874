import type { WaitingApproval } from '@chaos/client-core'
import { useState } from 'react'
import { ApprovalDialog } from '../../components/keys/approval-dialog.tsx'
import { TypeDigitsDialog } from '../../components/keys/type-digits-dialog.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'

/** How far the last one came: digits under way, or what came of them until that was read. */
type End = 'typing' | 'added' | 'wrong' | null
type Props = { end: End; onEnd: (end: End) => void }

/** A device asks to be let in, wherever the person is. Whoever asks first is answered first. */
function Approvals({ end, onEnd }: Props) {
  const { keys } = useClient()
  const [waiting] = useAppState((state) => state.keys.waitingApprovals)
  const { busy, failure, run } = useMutation()
  const approvalId = waiting?.approvalId ?? ''
  const dismiss = () => {
    onEnd(null)
    keys.dismiss(approvalId)
  }
  const type = async (code: string) => {
    onEnd('typing')
    const outcome = await keys.typeCode(approvalId, code)
    if ('wrong' in outcome) {
      keys.dismiss(approvalId)
      onEnd('wrong')
      return { ok: true, value: null } as const
    }
    onEnd(outcome.ok ? 'added' : null)
    return outcome
  }
  const decline = () => run(keys.decline(approvalId), () => {})
  if (end === 'typing' || (end === null && waiting?.stage === 'code'))
    return (
      <TypeDigitsDialog busy={busy} failure={failure} onCode={(code) => run(type(code), () => {})} onClose={decline} />
    )
  return (
    <ApprovalDialog
      stage={end ?? stageOf(waiting)}
      busy={busy}
      failure={failure}
      onMine={() => run(keys.answer(approvalId), () => {})}
      onDecline={decline}
      onClose={end ? () => onEnd(null) : dismiss}
    />
  )
}

const stageOf = (waiting: WaitingApproval | undefined) => (waiting?.stage === 'answered' ? 'answered' : 'asked')

/** Nothing, as long as no device asks. */
export function ApprovalsWhenAsked() {
  const isAsked = useAppState((state) => state.keys.waitingApprovals.length > 0)
  const [end, setEnd] = useState<End>(null)
  return isAsked || end ? <Approvals end={end} onEnd={setEnd} /> : null
}
