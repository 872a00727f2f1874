import { confirmByCode, confirmByPasskey, createSignInMethods } from '@chaos/client-core/account'
import { useMemo } from 'react'
import { ConfirmIdentityDialog, type ConfirmWay } from '../../components/account/confirm-identity-dialog.tsx'
import { useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'
import { loadAuthenticator } from './browser-authenticator.ts'
import { ConfirmByProvider } from './confirm-by-provider.tsx'
import { useLoaded } from './use-loaded.ts'

/** Asks by what the account has. Where that cannot be found out, the password is the best guess. */
export function Question({ onAnswer }: { onAnswer: (confirmed: boolean) => void }) {
  const { session, confirmation } = useClient()
  const { list } = useMemo(() => createSignInMethods({ call: session.call, confirmation }), [session, confirmation])
  const { loaded } = useLoaded(list)
  const { busy, failure, run } = useMutation()
  const confirmed = () => onAnswer(true)
  return (
    <ConfirmIdentityDialog
      ways={loaded.status === 'loading' ? null : loaded.status === 'failed' ? ['password'] : waysOf(loaded.value)}
      busy={busy}
      failure={failure}
      onSecret={(secret) =>
        run(
          'password' in secret ? confirmation.byPassword(secret.password) : confirmByCode(session.call, secret.code),
          confirmed,
        )
      }
      onPasskey={() =>
        run(
          loadAuthenticator().then((authenticator) => confirmByPasskey(session.call, authenticator)),
          confirmed,
        )
      }
      otherWays={<ConfirmByProvider />}
      onClose={() => onAnswer(false)}
    />
  )
}

type Methods = { hasPassword: boolean; passkeys: unknown[]; totpSince: string | null }

const waysOf = ({ hasPassword, passkeys, totpSince }: Methods): ConfirmWay[] => [
  ...(hasPassword ? ['password' as const] : []),
  ...(passkeys.length > 0 ? ['passkey' as const] : []),
  ...(totpSince === null ? [] : ['totp' as const]),
]
