import CloudOffIcon from '@mui/icons-material/CloudOffRounded'
import type { Connectivity } from '@chaos/client-core'
import { t } from '../../assets/messages/t.ts'
import styles from './connectivity-banner.module.css'

export function ConnectivityBanner({ status }: { status: Connectivity }) {
  return (
    <div role="status">
      {status === 'online' ? null : (
        <p className={styles.banner}>
          <CloudOffIcon sx={{ fontSize: 18 }} aria-hidden="true" />
          {t(`banner.${status}`)}
        </p>
      )}
    </div>
  )
}
