import type { SignInMethods, TotpSetup } from '@chaos/client-core/account'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { TotpDialog } from '../../components/account/totp-dialog.tsx'
import { TotpPanel } from '../../components/account/totp-panel.tsx'
import { failureText } from '../../components/feedback/failure-text.ts'
import { Notice } from '../../components/feedback/notice.tsx'
import { ConfirmChange } from '../community/confirm-change.tsx'
import { useMutation } from '../community/use-mutation.ts'

type Props = { methods: SignInMethods; since: string | null; onChanged: (codes?: string[] | null) => void }
type Open = { kind: 'setup'; setup: TotpSetup } | { kind: 'remove' }

export function Totp({ methods, since, onChanged }: Props) {
  const { busy, failure, run } = useMutation()
  const [open, setOpen] = useState<Open | null>(null)
  const close = () => setOpen(null)
  const changed = (codes: string[] | null = null) => {
    close()
    onChanged(codes)
  }
  return (
    <>
      {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
      <TotpPanel
        since={since}
        busy={busy}
        onSetUp={() => run(methods.beginTotp(), (setup) => setOpen({ kind: 'setup', setup }))}
        onRemove={() => setOpen({ kind: 'remove' })}
      />
      {open?.kind === 'setup' ? <SetUp methods={methods} setup={open.setup} onDone={changed} onClose={close} /> : null}
      {open?.kind === 'remove' ? <Remove methods={methods} onDone={changed} onClose={close} /> : null}
    </>
  )
}

type DialogProps = { methods: SignInMethods; onDone: (codes?: string[] | null) => void; onClose: () => void }

function SetUp({ methods, setup, onDone, onClose }: DialogProps & { setup: TotpSetup }) {
  const { busy, failure, run } = useMutation()
  return (
    <TotpDialog
      setup={setup}
      busy={busy}
      failure={failure}
      onCode={(code) => run(methods.confirmTotp(code), ({ recoveryCodes }) => onDone(recoveryCodes))}
      onClose={onClose}
    />
  )
}

function Remove({ methods, onDone, onClose }: DialogProps) {
  return (
    <ConfirmChange
      title={t('totp.removeTitle')}
      text={t('totp.removeText')}
      confirmLabel={t('totp.remove')}
      change={() => methods.removeTotp()}
      onDone={() => onDone()}
      onClose={onClose}
    />
  )
}
