import Button from '@mui/material/Button'
import { Link, Navigate, useLocation, useNavigate } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { Notice } from '../../components/feedback/notice.tsx'
import type { AccountMode } from '../../components/forms/account-fields.ts'
import { AccountForm } from '../../components/forms/account-form.tsx'
import { Door } from '../../components/shell/door.tsx'
import { useAppState } from '../client-context.ts'
import { PageTitle } from '../wiring/page-title.tsx'
import styles from './auth.module.css'
import { PendingDoor } from './pending-door.tsx'
import { useAccount } from './use-account.ts'

export const SignInPage = () => <AccountPage mode="signIn" />

/** Where to go afterwards; only addresses of our own pages are ever put into the state. */
function returnTarget(state: unknown): string {
  const target = typeof state === 'object' && state !== null && 'returnTo' in state ? state.returnTo : null
  return typeof target === 'string' && /^\/(?!\/)/.test(target) ? target : '/'
}

type Props = { mode: AccountMode; askInvite?: boolean }

export function AccountPage({ mode, askInvite = false }: Props) {
  const navigate = useNavigate()
  const state: unknown = useLocation().state
  const target = returnTarget(state)
  const session = useAppState((all) => all.session)
  const { busy, failure, progress, pending, submit } = useAccount(mode, () => void navigate(target, { replace: true }))
  const signUp = mode === 'signUp'
  const title = signUp ? t('account.signUpTitle') : t('account.signInTitle')
  if (session.kind === 'signedIn' && !busy) return <Navigate to={target} replace />
  if (pending) return <PendingDoor />
  return (
    <Door title={title}>
      <PageTitle title={title} />
      <ExpiredNotice />
      <AccountForm
        key={mode}
        mode={mode}
        submitLabel={signUp ? t('account.signUp') : t('action.signIn')}
        busy={busy}
        failure={failure}
        askInvite={askInvite}
        progress={progress}
        onSubmit={submit}
      />
      {signUp ? null : <ForgotLink />}
      <OtherWay signUp={signUp} state={state} />
    </Door>
  )
}

const ForgotLink = () => (
  <Button component={Link} to="/forgot-password" fullWidth className={styles.swap ?? ''}>
    {t('reset.forgot')}
  </Button>
)

/** From signing up to signing in and back, keeping where to go afterwards. */
const OtherWay = ({ signUp, state }: { signUp: boolean; state: unknown }) => (
  <Button component={Link} to={signUp ? '/sign-in' : '/sign-up'} state={state} fullWidth className={styles.swap ?? ''}>
    {signUp ? t('account.haveAccount') : t('account.needAccount')}
  </Button>
)

/** Says why the sign-in comes up by itself. */
function ExpiredNotice() {
  const expired = useAppState(({ session }) => session.kind === 'signedOut' && session.expired)
  if (!expired) return null
  return (
    <div style={{ marginBlockEnd: 16 }}>
      <Notice tone="info" title={t('account.expired')} />
    </div>
  )
}
