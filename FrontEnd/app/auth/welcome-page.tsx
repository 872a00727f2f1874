import Button from '@mui/material/Button'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { Door } from '../../components/shell/door.tsx'
import { PageTitle } from '../wiring/page-title.tsx'
import { ProviderChoice } from './provider-choice.tsx'
import styles from './auth.module.css'

export function WelcomePage() {
  return (
    <Door title={t('app.tagline')} text={t('app.promise')}>
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
