import { errorCodes, type ProvenStranger, type SecondStepNeeded } from '@chaos/protocol'
import Button from '@mui/material/Button'
import Skeleton from '@mui/material/Skeleton'
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../../components/feedback/failure-text.ts'
import { ChooseNameForm } from '../../components/forms/choose-name-form.tsx'
import { Door } from '../../components/shell/door.tsx'
import { useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'
import { inviteCodeOf } from '../home/invite-code.ts'
import { PageTitle } from '../wiring/page-title.tsx'
import { ownPath } from './own-path.ts'
import { SecondStep } from './second-step.tsx'
import { useAccount } from './use-account.ts'
import { afterSignIn, type ProviderReturn, type Purpose, useProviderReturn } from './use-provider-return.ts'

const purposes: Purpose[] = ['sign_in', 'link', 'confirm']

/** Where a provider's answer leads. The address says how it went; what was proven is with the server. */
export function ProviderPage() {
  const [query] = useSearchParams()
  const purpose = purposes.find((known) => known === query.get('purpose')) ?? 'sign_in'
  const returnTo = ownPath(query.get('returnTo'), location.origin)
  const error = query.get('error')
  const refusal = error === null ? null : (errorCodes.find((known) => known === error) ?? 'internal')
  const { state, setState } = useProviderReturn(purpose, refusal)
  if (state.kind === 'done') return <Navigate to={returnTo} replace />
  if (state.kind === 'working') return <Working purpose={purpose} />
  if (state.kind === 'second_step') return <SecondStepPage needed={state.step} returnTo={returnTo} />
  if (state.kind === 'failed') return <Failed failure={state.failure} back={purpose === 'sign_in' ? null : returnTo} />
  if (state.stranger.emailTaken) return <EmailTaken stranger={state.stranger} />
  return <ChooseName stranger={state.stranger} returnTo={returnTo} onEnd={setState} />
}

function Working({ purpose }: { purpose: Purpose }) {
  const title = purpose === 'link' ? t('providers.linking') : t('providers.finishing')
  return (
    <Door title={title}>
      <PageTitle title={title} />
      <div aria-busy="true">
        <Skeleton variant="rounded" height={56} />
      </div>
    </Door>
  )
}

function SecondStepPage({ needed, returnTo }: { needed: SecondStepNeeded; returnTo: string }) {
  const navigate = useNavigate()
  const account = useAccount('signIn', () => void navigate(returnTo, { replace: true }))
  const startAgain = () => void navigate('/sign-in', { replace: true, state: { returnTo } })
  return (
    <Door title={t('second.title')}>
      <PageTitle title={t('second.title')} />
      <SecondStep needed={needed} account={{ ...account, startAgain }} />
    </Door>
  )
}

type FailedProps = { failure: Extract<ProviderReturn, { kind: 'failed' }>['failure']; back: string | null }

function Failed({ failure, back }: FailedProps) {
  const title = failure.code === 'account_pending' ? t('providers.waitingTitle') : t('providers.failedTitle')
  return (
    <Door title={title} text={<span role="alert">{failureText(failure)}</span>}>
      <PageTitle title={title} />
      <Button component={Link} to={back ?? '/sign-in'} replace variant="contained" size="large" fullWidth>
        {back === null ? t('providers.backToSignIn') : t('providers.goBack')}
      </Button>
    </Door>
  )
}

/** Never joined by the address alone: whoever owns the account shows it by signing in. */
function EmailTaken({ stranger: { email, provider } }: { stranger: ProvenStranger }) {
  const title = t('providers.emailTakenTitle')
  return (
    <Door title={title} text={t('providers.emailTakenText', { email: email ?? '', name: provider.name })}>
      <PageTitle title={title} />
      <Button
        component={Link}
        to="/sign-in"
        replace
        state={{ returnTo: '/settings/sign-in' }}
        variant="contained"
        size="large"
        fullWidth
      >
        {t('action.signIn')}
      </Button>
    </Door>
  )
}

type ChooseProps = { stranger: ProvenStranger; returnTo: string; onEnd: (state: ProviderReturn) => void }

function ChooseName({ stranger, returnTo, onEnd }: ChooseProps) {
  const { provider, userName, displayName, email } = stranger
  const { providers } = useClient()
  const { busy, failure, run } = useMutation()
  const title = t('providers.chooseTitle')
  const inviteCode = returnTo.startsWith('/invite/') ? inviteCodeOf(returnTo) : null
  if (failure?.code === 'account_pending') return <Failed failure={failure} back={null} />
  return (
    <Door
      title={title}
      text={t('providers.chooseText', { name: provider.name })}
      aside={email === null ? null : t('providers.verified', { email })}
    >
      <PageTitle title={title} />
      <ChooseNameForm
        suggested={{ userName, displayName }}
        busy={busy}
        failure={failure}
        onSubmit={(names) => {
          const draft = { userName: names.userName, ...(names.displayName ? { displayName: names.displayName } : {}) }
          run(providers.signUp({ ...draft, ...(inviteCode ? { inviteCode } : {}) }), (step) => onEnd(afterSignIn(step)))
        }}
      />
    </Door>
  )
}
