import type { RecoveryRefusal } from '@chaos/client-core'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../../components/feedback/failure-text.ts'
import { Notice } from '../../components/feedback/notice.tsx'
import { EnterRecoveryDialog } from '../../components/keys/enter-recovery-dialog.tsx'
import { JoiningDialog } from '../../components/keys/joining-dialog.tsx'
import { NewDevicePanel } from '../../components/keys/new-device-panel.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { ConfirmChange } from '../community/confirm-change.tsx'
import { useMutation } from '../community/use-mutation.ts'

/** What a person does on a device that cannot read yet. */
export function NewDevice() {
  const { keys } = useClient()
  const { status, revoked, joining } = useAppState((state) => state.keys)
  const { busy, failure, run } = useMutation()
  const [open, setOpen] = useState<'recover' | 'afresh' | null>(null)
  const close = () => setOpen(null)
  const ask = () => run(keys.ask(), () => {})
  return (
    <>
      {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
      <NewDevicePanel
        changed={status === 'changed'}
        revoked={revoked}
        busy={busy}
        onApprove={ask}
        onRecover={() => setOpen('recover')}
        onAfresh={() => setOpen('afresh')}
        onAccept={() => run(keys.acceptIdentity(), () => {})}
      />
      {joining ? (
        <JoiningDialog
          joining={joining}
          busy={busy}
          onConfirm={(worked) => void keys.confirmJoined(worked)}
          onAgain={ask}
          onClose={() => void keys.cancelJoining()}
        />
      ) : null}
      {open === 'recover' ? <Recover onClose={close} /> : null}
      {open === 'afresh' ? (
        <ConfirmChange
          title={t('keys.afreshTitle')}
          text={t('keys.afreshConsequence')}
          confirmLabel={t('keys.afresh')}
          change={() => keys.startAfresh()}
          onDone={close}
          onClose={close}
        />
      ) : null}
    </>
  )
}

function Recover({ onClose }: { onClose: () => void }) {
  const { keys } = useClient()
  const { busy, failure, run } = useMutation()
  const [refusal, setRefusal] = useState<RecoveryRefusal | null>(null)
  const recover = async (code: string) => {
    setRefusal(null)
    const outcome = await keys.recover(code)
    if ('refusal' in outcome) {
      setRefusal(outcome.refusal)
      return { ok: true, value: false } as const
    }
    return outcome
  }
  return (
    <EnterRecoveryDialog
      busy={busy}
      failure={failure}
      refusal={refusal}
      onCode={(code) => run(recover(code), (done) => (done === false ? undefined : onClose()))}
      onClose={onClose}
    />
  )
}
