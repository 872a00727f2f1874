import type { Outcome, SignInStep } from '@chaos/client-core'
import { createPasskeySignIn } from '@chaos/client-core/account'
import type { SecondStepNeeded } from '@chaos/protocol'
import { useMemo } from 'react'
import { t } from '../../assets/messages/t.ts'
import { SecondStepForm } from '../../components/account/second-step-form.tsx'
import { Door } from '../../components/shell/door.tsx'
import { loadAuthenticator } from '../account/browser-authenticator.ts'
import { useClient } from '../client-context.ts'
import { PageTitle } from '../wiring/page-title.tsx'
import type { Account } from './use-account.ts'

type Props = { needed: SecondStepNeeded; account: Pick<Account, 'busy' | 'failure' | 'settle' | 'startAgain'> }

export const SecondStepPage = (props: Props) => (
  <Door title={t('second.title')}>
    <PageTitle title={t('second.title')} />
    <SecondStep {...props} />
  </Door>
)

export function SecondStep({ needed: { ticket, methods }, account }: Props) {
  const { session } = useClient()
  const signIn = useMemo(() => createPasskeySignIn({ session }), [session])
  const { busy, failure, settle, startAgain } = account
  const byPasskey = async (): Promise<Outcome<SignInStep>> => signIn.byPasskey(await loadAuthenticator(), ticket)
  return (
    <SecondStepForm
      methods={methods}
      busy={busy}
      failure={failure}
      onCode={(method, code) => settle(signIn.byCode(ticket, { method, code }))}
      onPasskey={() => settle(byPasskey())}
      onBack={startAgain}
    />
  )
}
