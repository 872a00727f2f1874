import { useState } from 'react'
import { PasswordForm } from '../../components/account/password-form.tsx'
import { AccountSettings } from '../../components/settings/account-settings.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'
import { EmailBlock } from './email-block.tsx'
import { useLoaded } from './use-loaded.ts'

export function AccountSection() {
  const { session } = useClient()
  const viewer = useAppState((state) => state.session)
  if (viewer.kind !== 'signedIn') return null
  const { displayName, userName } = viewer.user
  return (
    <>
      <AccountSettings name={displayName} userName={userName} onSignOut={() => void session.signOut()} />
      <EmailBlock />
      <Password />
    </>
  )
}

function Password() {
  const { account } = useClient()
  const { loaded, again } = useLoaded(account.me)
  const { busy, failure, run } = useMutation()
  const [changes, setChanges] = useState(0)
  const hasPassword = loaded.status !== 'ready' || loaded.value.hasPassword
  return (
    <PasswordForm
      // Empty again after each change.
      key={changes}
      hasPassword={hasPassword}
      busy={busy}
      failure={failure}
      changed={changes > 0}
      onSubmit={({ current, password }) =>
        run(account.changePassword({ password, ...(hasPassword ? { current } : {}) }), () => {
          setChanges((before) => before + 1)
          again()
        })
      }
    />
  )
}
