import Button from '@mui/material/Button'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { Door } from '../../components/shell/door.tsx'
import { useAppState } from '../client-context.ts'
import { PageTitle } from '../wiring/page-title.tsx'
import { ProviderChoice } from './provider-choice.tsx'
import { useServerName } from '../wiring/use-server-name.ts'
import styles from './auth.module.css'

export function WelcomePage() {
  const name = useServerName()
  const welcomeText = useAppState(({ server }) => server?.welcomeText ?? '')
  const text = (
    <>
      {welcomeText === '' ? null : <p className={styles.welcome}>{welcomeText}</p>}
      {t('app.promise')}
    </>
  )
  return (
    <Door title={t('app.tagline')} server={name} text={text}>
      <PageTitle title={t('app.tagline')} />
      <div className={styles.choices}>
        <Button component={Link} to="/sign-up" variant="contained" size="large">
          {t('account.signUp')}
        </Button>
        <Button component={Link} to="/sign-in" variant="outlined" size="large">
          {t('action.signIn')}
        </Button>
      </div>
      <ProviderChoice returnTo="/" />
    </Door>
  )
}
