import { createSignInMethods, type Passkey } from '@chaos/client-core/account'
import Button from '@mui/material/Button'
import { useMemo, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { PasskeyList } from '../../components/account/passkey-list.tsx'
import { RecoveryPanel } from '../../components/account/recovery-panel.tsx'
import { failureText } from '../../components/feedback/failure-text.ts'
import { Notice } from '../../components/feedback/notice.tsx'
import { RowSkeletons } from '../../components/feedback/row-skeletons.tsx'
import { useClient } from '../client-context.ts'
import { AddPasskey, RemovePasskey, RenamePasskey } from './passkey-dialogs.tsx'
import { LinkedAccounts } from './linked-accounts.tsx'
import { KeepRecoveryCodes, RenewRecoveryCodes } from './recovery-codes.tsx'
import { Totp } from './totp.tsx'
import { useLoaded } from './use-loaded.ts'

type Open =
  | { kind: 'add' | 'renew' }
  | { kind: 'rename' | 'remove'; passkey: Passkey }
  | { kind: 'codes'; codes: string[] }

export function SignInMethodsSection() {
  const { session, confirmation } = useClient()
  const methods = useMemo(() => createSignInMethods({ call: session.call, confirmation }), [session, confirmation])
  const { loaded, again } = useLoaded(methods.list)
  const [open, setOpen] = useState<Open | null>(null)
  if (loaded.status === 'failed')
    return (
      <Notice
        tone="danger"
        role="alert"
        title={failureText(loaded.failure)}
        actions={
          <Button size="small" onClick={again}>
            {t('action.retry')}
          </Button>
        }
      />
    )
  if (loaded.status === 'loading') return <RowSkeletons rows={6} />
  const { passkeys, totpSince, recoveryCodesLeft } = loaded.value
  const close = () => setOpen(null)
  /** After a change: reads again, and shows codes that came with it. */
  const changed = (codes: string[] | null = null) => {
    setOpen(codes ? { kind: 'codes', codes } : null)
    again()
  }
  return (
    <>
      <PasskeyList
        passkeys={passkeys}
        onAdd={() => setOpen({ kind: 'add' })}
        onRename={(passkey) => setOpen({ kind: 'rename', passkey })}
        onRemove={(passkey) => setOpen({ kind: 'remove', passkey })}
      />
      <Totp methods={methods} since={totpSince} onChanged={changed} />
      {totpSince !== null || passkeys.length > 0 ? (
        <RecoveryPanel left={recoveryCodesLeft} onRenew={() => setOpen({ kind: 'renew' })} />
      ) : null}
      <LinkedAccounts />
      {open?.kind === 'add' ? <AddPasskey methods={methods} onAdded={changed} onClose={close} /> : null}
      {open?.kind === 'rename' ? (
        <RenamePasskey methods={methods} passkey={open.passkey} onRenamed={changed} onClose={close} />
      ) : null}
      {open?.kind === 'remove' ? (
        <RemovePasskey methods={methods} passkey={open.passkey} onRemoved={changed} onClose={close} />
      ) : null}
      {open?.kind === 'renew' ? <RenewRecoveryCodes methods={methods} onMade={changed} onClose={close} /> : null}
      {open?.kind === 'codes' ? <KeepRecoveryCodes codes={open.codes} onClose={close} /> : null}
    </>
  )
}
