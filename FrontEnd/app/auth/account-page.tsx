import Button from '@mui/material/Button'
import { Link, Navigate, useLocation, useNavigate } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { SessionEnd } from '../../components/account/session-end.tsx'
import type { AccountMode } from '../../components/forms/account-fields.ts'
import { AccountForm } from '../../components/forms/account-form.tsx'
import { Door } from '../../components/shell/door.tsx'
import { useAppState } from '../client-context.ts'
import { PageTitle } from '../wiring/page-title.tsx'
import styles from './auth.module.css'
import { useAccount } from './use-account.ts'

export const SignInPage = () => <AccountPage mode="signIn" />
export const SignUpPage = () => <AccountPage mode="signUp" />

/** Where to go afterwards; only addresses of our own pages are ever put into the state. */
function returnTarget(state: unknown): string {
  const target = typeof state === 'object' && state !== null && 'returnTo' in state ? state.returnTo : null
  return typeof target === 'string' && /^\/(?!\/)/.test(target) ? target : '/'
}

function AccountPage({ mode }: { mode: AccountMode }) {
  const navigate = useNavigate()
  const state: unknown = useLocation().state
  const target = returnTarget(state)
  const session = useAppState((all) => all.session)
  const { busy, failure, submit } = useAccount(mode, () => void navigate(target, { replace: true }))
  const signUp = mode === 'signUp'
  const title = signUp ? t('account.signUpTitle') : t('account.signInTitle')
  if (session.kind === 'signedIn' && !busy) return <Navigate to={target} replace />
  return (
    <Door title={title}>
      <PageTitle title={title} />
      {session.kind === 'signedOut' && session.expired ? <SessionEnd because={session.because} /> : null}
      <AccountForm
        key={mode}
        mode={mode}
        submitLabel={signUp ? t('account.signUp') : t('action.signIn')}
        busy={busy}
        failure={failure}
        onSubmit={submit}
      />
      <Button
        component={Link}
        to={signUp ? '/sign-in' : '/sign-up'}
        state={state}
        fullWidth
        className={styles.swap ?? ''}
      >
        {signUp ? t('account.haveAccount') : t('account.needAccount')}
      </Button>
    </Door>
  )
}
