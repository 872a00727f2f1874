import type { ApiFailure } from '@chaos/client-core'
import type { InvitePreview } from '@chaos/protocol'
import Button from '@mui/material/Button'
import Skeleton from '@mui/material/Skeleton'
import { useEffect, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { CommunityFacts } from '../../components/discovery/community-facts.tsx'
import { failureText } from '../../components/feedback/failure-text.ts'
import { Notice } from '../../components/feedback/notice.tsx'
import type { AccountMode } from '../../components/forms/account-fields.ts'
import { AccountForm } from '../../components/forms/account-form.tsx'
import { Door } from '../../components/shell/door.tsx'
import { useAppState, useClient } from '../client-context.ts'
import { PageTitle } from '../wiring/page-title.tsx'
import styles from './auth.module.css'
import { ProviderChoice } from './provider-choice.tsx'
import { SecondStep } from './second-step.tsx'
import { useAccount } from './use-account.ts'
import { usePasskeyInField } from './use-passkey-in-field.ts'

type Preview = { kind: 'loading' } | { kind: 'failed'; failure: ApiFailure } | { kind: 'ready'; invite: InvitePreview }

function usePreview(code: string): Preview {
  const { communities } = useClient()
  const [preview, setPreview] = useState<Preview>({ kind: 'loading' })
  useEffect(() => {
    let current = true
    void communities.previewInvite(code).then((outcome) => {
      if (!current) return
      setPreview(outcome.ok ? { kind: 'ready', invite: outcome.value } : { kind: 'failed', failure: outcome.failure })
    })
    return () => {
      current = false
    }
  }, [communities, code])
  return preview
}

/** Takes the invite and goes to the room it names. Being a member already is as good as joining. */
function useAccept({ code, community, channelId }: InvitePreview) {
  const { communities } = useClient()
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<ApiFailure | null>(null)
  const accept = async () => {
    setBusy(true)
    const outcome = await communities.acceptInvite(code)
    setBusy(false)
    if (!outcome.ok && outcome.failure.code !== 'already_member') return setFailure(outcome.failure)
    const room = outcome.ok ? outcome.value.channelId : channelId
    void navigate(`/communities/${community.id}${room === null ? '' : `/channels/${room}`}`, { replace: true })
  }
  return { accept, busy, failure }
}

export function InvitePage() {
  const { code = '' } = useParams()
  const preview = usePreview(code)
  if (preview.kind === 'loading')
    return (
      <Door title={<Skeleton width="80%" />}>
        <Skeleton variant="rounded" height={240} />
      </Door>
    )
  if (preview.kind === 'failed')
    return (
      <Door title={t('invite.gone')} text={failureText(preview.failure)}>
        <PageTitle title={t('invite.gone')} />
        <Button component={Link} to="/" variant="contained">
          {t('notFound.home')}
        </Button>
      </Door>
    )
  return <OpenInvite invite={preview.invite} />
}

function OpenInvite({ invite }: { invite: InvitePreview }) {
  const { community } = invite
  const session = useAppState((state) => state.session)
  const { accept, busy, failure } = useAccept(invite)
  const title = t('invite.title', { name: community.name })
  // While the accepted invite is on its way the session already stands: the form stays until the room is there.
  const [submitted, setSubmitted] = useState(false)
  const facts = <CommunityFacts preview={invite} invitedBy={invite.invitedBy?.displayName ?? null} />
  return (
    <Door title={title} text={facts} aside={t('invite.promise')}>
      <PageTitle title={title} />
      {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
      {session.kind === 'signedIn' && (!submitted || failure) ? (
        <Button variant="contained" size="large" fullWidth loading={busy} onClick={() => void accept()}>
          {t('invite.join', { name: community.name })}
        </Button>
      ) : (
        <InviteAccount
          code={invite.code}
          accepting={busy}
          onSubmitted={() => setSubmitted(true)}
          onAccount={() => void accept()}
        />
      )}
    </Door>
  )
}

type AccountProps = { code: string; accepting: boolean; onSubmitted: () => void; onAccount: () => void }

function InviteAccount({ code, accepting, onSubmitted, onAccount }: AccountProps) {
  const [mode, setMode] = useState<AccountMode>('signUp')
  const account = useAccount(mode, onAccount)
  const { busy, failure, progress, pending, needed, submit, submitPasskey } = account
  const signUp = mode === 'signUp'
  usePasskeyInField(account, !signUp && !needed)
  if (pending)
    return (
      <Notice tone="info" title={t('registration.pendingTitle')}>
        {t('registration.pendingText')}
      </Notice>
    )
  if (needed) return <SecondStep needed={needed} account={account} />
  return (
    <>
      <AccountForm
        key={mode}
        mode={mode}
        submitLabel={signUp ? t('invite.joinWithAccount') : t('invite.joinWithSignIn')}
        busy={busy || accepting}
        failure={failure}
        progress={progress}
        onSubmit={(draft) => {
          onSubmitted()
          submit({ ...draft, inviteCode: code })
        }}
        onPasskey={(draft) => {
          onSubmitted()
          submitPasskey({ ...draft, inviteCode: code })
        }}
      />
      <ProviderChoice returnTo={`/invite/${code}`} />
      <Button fullWidth className={styles.swap ?? ''} onClick={() => setMode(signUp ? 'signIn' : 'signUp')}>
        {signUp ? t('account.haveAccount') : t('account.needAccount')}
      </Button>
    </>
  )
}
