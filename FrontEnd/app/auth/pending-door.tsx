import Button from '@mui/material/Button'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { Door } from '../../components/shell/door.tsx'
import { PageTitle } from '../wiring/page-title.tsx'
import { ContactLine } from './contact-line.tsx'
import { usePolicy } from './use-policy.ts'

/** The account is made and waits for an administrator. */
export function PendingDoor() {
  const { loaded } = usePolicy()
  return (
    <Door
      title={t('registration.pendingTitle')}
      text={t('registration.pendingText')}
      aside={<ContactLine loaded={loaded} />}
    >
      <PageTitle title={t('registration.pendingTitle')} />
      <Button component={Link} to="/sign-in" variant="contained" size="large" fullWidth>
        {t('action.signIn')}
      </Button>
    </Door>
  )
}
