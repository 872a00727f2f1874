import type { ManagedUserView } from '@chaos/client-core/administration'
import BackIcon from '@mui/icons-material/ArrowBackRounded'
import Button from '@mui/material/Button'
import { useCallback, useState } from 'react'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { type UserAction, UserActions } from '../../components/administration/user-actions.tsx'
import { UserFacts } from '../../components/administration/user-facts.tsx'
import { failureText } from '../../components/feedback/failure-text.ts'
import { Notice } from '../../components/feedback/notice.tsx'
import { LoadedSection } from '../account/loaded-section.tsx'
import { useLoaded } from '../account/use-loaded.ts'
import { useAppState } from '../client-context.ts'
import { useMutation } from '../community/use-mutation.ts'
import { useAdministration } from './use-administration.ts'
import { UserDialogs } from './user-dialogs.tsx'

export function UserSection({ userId }: { userId: string }) {
  const administration = useAdministration()
  const read = useCallback(() => administration.user(userId), [administration, userId])
  const { loaded, again } = useLoaded(read)
  const back = (
    <Button component={Link} to="/administration/users" startIcon={<BackIcon />} sx={{ alignSelf: 'flex-start' }}>
      {t('users.back')}
    </Button>
  )
  return (
    <>
      {back}
      <LoadedSection loaded={loaded} skeleton={{ rows: 8, avatar: true }} onRetry={again}>
        {(user) => <OneUser user={user} onChanged={again} />}
      </LoadedSection>
    </>
  )
}

function OneUser({ user, onChanged }: { user: ManagedUserView; onChanged: () => void }) {
  const administration = useAdministration()
  const isSelf = useAppState(({ session }) => session.kind === 'signedIn' && session.user.id === user.id)
  const { busy, failure, run } = useMutation()
  const [asked, setAsked] = useState<UserAction | null>(null)
  const [done, setDone] = useState(false)
  const changed = () => {
    setDone(true)
    onChanged()
  }
  const act = (action: UserAction) => {
    setDone(false)
    if (action === 'enable') run(administration.enable(user.id), changed)
    else if (action === 'approve') run(administration.approve(user.id), changed)
    else setAsked(action)
  }
  return (
    <>
      <UserFacts user={user} />
      {failure ? <Notice tone="danger" role="alert" title={failureText(failure)} /> : null}
      <UserActions
        user={user}
        busy={busy}
        mayHandOver={!isSelf && user.assignableRoles.includes('owner')}
        onAction={act}
        onRole={(role) => run(administration.changeRole(user.id, role), changed)}
      />
      <p role="status" style={{ margin: 0 }}>
        {done ? t('users.done') : ''}
      </p>
      {asked ? (
        <UserDialogs
          user={user}
          asked={asked}
          onDone={() => {
            setAsked(null)
            changed()
          }}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </>
  )
}
