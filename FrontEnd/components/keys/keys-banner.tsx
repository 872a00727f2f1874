import KeyOffIcon from '@mui/icons-material/KeyOffRounded'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import styles from '../shell/connectivity-banner.module.css'
import keys from './keys.module.css'

/** Says that this device cannot read, wherever the person is, and where that is changed. */
export function KeysBanner({ changed }: { changed: boolean }) {
  return (
    <p className={styles.banner} role="status">
      <KeyOffIcon sx={{ fontSize: 18 }} aria-hidden="true" />
      <span>
        {changed ? t('keys.bannerChanged') : t('keys.banner')}{' '}
        <Link className={keys.link} to="/settings/keys">
          {t('keys.bannerAction')}
        </Link>
      </span>
    </p>
  )
}
