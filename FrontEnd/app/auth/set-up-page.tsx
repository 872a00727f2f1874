import type { ApiFailure } from '@chaos/client-core'
import { createOwnerSetUp } from '@chaos/client-core/administration'
import Button from '@mui/material/Button'
import Skeleton from '@mui/material/Skeleton'
import { useEffect, useMemo, useState } from 'react'
import { Link, useLocation, useNavigate } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { failureText } from '../../components/feedback/failure-text.ts'
import { Notice } from '../../components/feedback/notice.tsx'
import { AccountForm } from '../../components/forms/account-form.tsx'
import { Door } from '../../components/shell/door.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'
import { PageTitle } from '../wiring/page-title.tsx'

type Check = { kind: 'running' } | { kind: 'works' } | { kind: 'failed'; failure: ApiFailure }

function useOwnerSetUp(secret: string) {
  const { session } = useClient()
  const ownerSetUp = useMemo(() => createOwnerSetUp(session), [session])
  const [check, setCheck] = useState<Check>({ kind: 'running' })
  useEffect(() => {
    let current = true
    void ownerSetUp.check(secret).then((outcome) => {
      if (current) setCheck(outcome.ok ? { kind: 'works' } : { kind: 'failed', failure: outcome.failure })
    })
    return () => {
      current = false
    }
  }, [ownerSetUp, secret])
  return { ownerSetUp, check }
}

/** Where the link leads that a server without an owner prints. Its secret stands in the fragment, which is sent nowhere. */
export function SetUpPage() {
  const secret = useLocation().hash.slice(1)
  const { ownerSetUp, check } = useOwnerSetUp(secret)
  const viewer = useAppState(({ session }) => session)
  const navigate = useNavigate()
  const { busy, failure, run } = useMutation()
  const enter = () => void navigate('/administration/settings', { replace: true })
  if (check.kind === 'failed') return <DeadLink failure={check.failure} />
  return (
    <Door title={t('setUp.title')} text={t('setUp.text')}>
      <PageTitle title={t('setUp.title')} />
      {check.kind === 'running' || viewer.kind === 'unknown' ? (
        <Skeleton variant="rounded" height={240} />
      ) : viewer.kind === 'signedIn' && !busy ? (
        <>
          {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
          <Button variant="contained" size="large" fullWidth onClick={() => run(ownerSetUp.claim(secret), enter)}>
            {t('setUp.claim', { name: viewer.user.displayName })}
          </Button>
        </>
      ) : (
        <AccountForm
          mode="signUp"
          submitLabel={t('setUp.create')}
          busy={busy}
          failure={failure}
          onSubmit={({ userName, displayName, password }) => {
            const name = displayName.trim()
            const draft = { secret, userName: userName.trim(), password, ...(name ? { displayName: name } : {}) }
            run(ownerSetUp.register(draft), enter)
          }}
        />
      )}
    </Door>
  )
}

function DeadLink({ failure }: { failure: ApiFailure }) {
  // A secret of the wrong form is no link of ours either.
  const code = failure.code === 'bad_request' ? 'set_up_link_dead' : failure.code
  return (
    <Door title={t('setUp.dead')} text={failureText({ code })}>
      <PageTitle title={t('setUp.dead')} />
      <Button component={Link} to="/" variant="contained">
        {t('notFound.home')}
      </Button>
    </Door>
  )
}
