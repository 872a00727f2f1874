import ServerIcon from '@mui/icons-material/DnsRounded'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import styles from '../../components/settings/settings.module.css'
import { useLoaded } from '../account/use-loaded.ts'
import { useClient } from '../client-context.ts'

/** An entry of the settings' list; nothing for those who do not run the server. */
export function AdministrationLink() {
  const { account } = useClient()
  const { loaded } = useLoaded(account.me)
  if (loaded.status !== 'ready' || loaded.value.serverRole === 'user') return null
  return (
    <li>
      <Link className={styles.navLink} to="/administration">
        <ServerIcon sx={{ fontSize: 18 }} aria-hidden="true" />
        {t('administration.open')}
      </Link>
    </li>
  )
}
