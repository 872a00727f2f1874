import { holdsOnlyKeys } from '@chaos/client-core'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { PasswordForm } from '../../components/account/password-form.tsx'
import { OnlyKeysDialog } from '../../components/keys/only-keys-dialog.tsx'
import { AccountSettings } from '../../components/settings/account-settings.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'
import { EmailBlock } from './email-block.tsx'
import { useLoaded } from './use-loaded.ts'

export function AccountSection() {
  const { session } = useClient()
  const navigate = useNavigate()
  const isOnlyOne = useAppState(({ keys }) => holdsOnlyKeys(keys))
  const [asks, setAsks] = useState(false)
  const viewer = useAppState((state) => state.session)
  if (viewer.kind !== 'signedIn') return null
  const { displayName, userName } = viewer.user
  const signOut = () => void session.signOut()
  return (
    <>
      <AccountSettings name={displayName} userName={userName} onSignOut={isOnlyOne ? () => setAsks(true) : signOut} />
      {asks ? (
        <OnlyKeysDialog
          onStay={() => setAsks(false)}
          onSetUp={() => void navigate('/settings/keys')}
          onSignOut={signOut}
        />
      ) : null}
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
