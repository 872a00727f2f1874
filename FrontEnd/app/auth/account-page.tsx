import Button from '@mui/material/Button'
import { shallowEqual } from 'react-redux'
import { Link, Navigate, useLocation, useNavigate } from 'react-router'
import { formatInstant } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'
import { SessionEnd } from '../../components/account/session-end.tsx'
import { Notice } from '../../components/feedback/notice.tsx'
import type { AccountMode } from '../../components/forms/account-fields.ts'
import { AccountForm } from '../../components/forms/account-form.tsx'
import { Door } from '../../components/shell/door.tsx'
import { useAppState } from '../client-context.ts'
import { ProviderChoice } from './provider-choice.tsx'
import { PageTitle } from '../wiring/page-title.tsx'
import { useServerName } from '../wiring/use-server-name.ts'
import styles from './auth.module.css'
import { PendingDoor } from './pending-door.tsx'
import { SecondStepPage } from './second-step.tsx'
import { useAccount } from './use-account.ts'
import { usePasskeyInField } from './use-passkey-in-field.ts'

export const SignInPage = () => <AccountPage mode="signIn" />

/** Where to go afterwards; only addresses of our own pages are ever put into the state. */
function returnTarget(state: unknown): string {
  const target = typeof state === 'object' && state !== null && 'returnTo' in state ? state.returnTo : null
  return typeof target === 'string' && /^\/(?!\/)/.test(target) ? target : '/'
}

/** Why somebody is here who was signed in before. */
function WhyHere() {
  const { session, deletion } = useAppState(
    ({ session: viewer, deletion: ending }) => ({ session: viewer, deletion: ending }),
    shallowEqual,
  )
  if (deletion.erasesAt !== null)
    return (
      <div style={{ marginBlockEnd: 16 }}>
        <Notice tone="info" title={t('keep.signedOut', { time: formatInstant(deletion.erasesAt) })} />
      </div>
    )
  return session.kind === 'signedOut' && session.expired ? <SessionEnd because={session.because} /> : null
}

/** The other ways on from here. */
function OtherDoors({ signUp, state }: { signUp: boolean; state: unknown }) {
  const swap = styles.swap ?? ''
  return (
    <>
      {signUp ? null : (
        <Button component={Link} to="/forgot-password" fullWidth className={swap}>
          {t('reset.forgot')}
        </Button>
      )}
      <Button component={Link} to={signUp ? '/sign-in' : '/sign-up'} state={state} fullWidth className={swap}>
        {signUp ? t('account.haveAccount') : t('account.needAccount')}
      </Button>
    </>
  )
}

type Props = { mode: AccountMode; askInvite?: boolean }

export function AccountPage({ mode, askInvite = false }: Props) {
  const navigate = useNavigate()
  const state: unknown = useLocation().state
  const target = returnTarget(state)
  const session = useAppState((all) => all.session)
  const account = useAccount(mode, () => void navigate(target, { replace: true }))
  const { busy, failure, progress, pending, needed, submit, submitPasskey } = account
  const server = useServerName()
  const signUp = mode === 'signUp'
  usePasskeyInField(account, !signUp && !needed)
  const title = signUp ? t('account.signUpTitle') : t('account.signInTitle')
  if (session.kind === 'signedIn' && !busy) return <Navigate to={target} replace />
  if (pending) return <PendingDoor />
  if (needed) return <SecondStepPage needed={needed} account={account} />
  return (
    <Door title={title} server={server}>
      <PageTitle title={title} />
      <WhyHere />
      <AccountForm
        key={mode}
        mode={mode}
        submitLabel={signUp ? t('account.signUp') : t('action.signIn')}
        busy={busy}
        failure={failure}
        askInvite={askInvite}
        progress={progress}
        onSubmit={submit}
        onPasskey={submitPasskey}
      />
      <ProviderChoice returnTo={target} />
      <OtherDoors signUp={signUp} state={state} />
    </Door>
  )
}
