import Button from '@mui/material/Button'
import Skeleton from '@mui/material/Skeleton'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { Door } from '../../components/shell/door.tsx'
import { PageTitle } from '../wiring/page-title.tsx'
import { AccountPage } from './account-page.tsx'
import { ContactLine } from './contact-line.tsx'
import { usePolicy } from './use-policy.ts'

/** By the server's rules. When they cannot be read the form comes up all the same: its answer says what is wrong. */
export function SignUpPage() {
  const { loaded } = usePolicy()
  if (loaded.status === 'loading')
    return (
      <Door title={t('account.signUpTitle')}>
        <Skeleton variant="rounded" height={240} />
      </Door>
    )
  const mode = loaded.status === 'ready' ? loaded.value.mode : 'open'
  if (mode !== 'closed') return <AccountPage mode="signUp" askInvite={mode === 'invite'} />
  return (
    <Door
      title={t('registration.closedTitle')}
      text={t('registration.closedText')}
      aside={<ContactLine loaded={loaded} />}
    >
      <PageTitle title={t('registration.closedTitle')} />
      <Button component={Link} to="/sign-in" variant="contained" size="large" fullWidth>
        {t('action.signIn')}
      </Button>
    </Door>
  )
}
