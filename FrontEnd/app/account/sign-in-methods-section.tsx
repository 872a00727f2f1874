import { createSignInMethods, type MethodList, type Passkey, type SignInMethods } from '@chaos/client-core/account'
import { useMemo, useState } from 'react'
import { PasskeyList } from '../../components/account/passkey-list.tsx'
import { RecoveryPanel } from '../../components/account/recovery-panel.tsx'
import { useClient } from '../client-context.ts'
import { AddPasskey, RemovePasskey, RenamePasskey } from './passkey-dialogs.tsx'
import { LinkedAccounts } from './linked-accounts.tsx'
import { LoadedSection } from './loaded-section.tsx'
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
  return (
    <LoadedSection loaded={loaded} skeleton={{ rows: 6 }} onRetry={again}>
      {(list) => <Blocks methods={methods} list={list} onChanged={again} />}
    </LoadedSection>
  )
}

type BlocksProps = { methods: SignInMethods; list: MethodList; onChanged: () => void }

function Blocks({ methods, list: { passkeys, totpSince, recoveryCodesLeft }, onChanged }: BlocksProps) {
  const [open, setOpen] = useState<Open | null>(null)
  /** After a change: reads again, and shows codes that came with it. */
  const changed = (codes: string[] | null = null) => {
    setOpen(codes ? { kind: 'codes', codes } : null)
    onChanged()
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
      {open ? <OpenDialog open={open} methods={methods} onChanged={changed} onClose={() => setOpen(null)} /> : null}
    </>
  )
}

type DialogProps = {
  open: Open
  methods: SignInMethods
  onChanged: (codes?: string[] | null) => void
  onClose: () => void
}

function OpenDialog({ open, methods, onChanged, onClose }: DialogProps) {
  const common = { methods, onClose }
  switch (open.kind) {
    case 'add':
      return <AddPasskey {...common} onAdded={onChanged} />
    case 'rename':
      return <RenamePasskey {...common} passkey={open.passkey} onRenamed={onChanged} />
    case 'remove':
      return <RemovePasskey {...common} passkey={open.passkey} onRemoved={onChanged} />
    case 'renew':
      return <RenewRecoveryCodes {...common} onMade={onChanged} />
    case 'codes':
      return <KeepRecoveryCodes codes={open.codes} onClose={onClose} />
  }
}
