import LockOpenIcon from '@mui/icons-material/LockOpenRounded'
import { t } from '../../assets/messages/t.ts'
import { CallLock } from './call-lock.tsx'
import styles from './call-lock.module.css'

/** The open lock of a call that is not encrypted end to end; opens on what that means. */
export function OpenLock() {
  return (
    <CallLock label={t('open.title')} icon={<LockOpenIcon fontSize="small" />} closed={false} title={t('open.title')}>
      <p className={styles.text}>{t('open.text')}</p>
      <p className={styles.text}>{t('open.agreed')}</p>
    </CallLock>
  )
}
