import LockIcon from '@mui/icons-material/LockRounded'
import LockClockIcon from '@mui/icons-material/LockClockRounded'
import { t } from '../../assets/messages/t.ts'
import { CallLock } from './call-lock.tsx'
import styles from './call-lock.module.css'

/** The lock of a call; opens on the code that everybody in the room can compare. */
export function PrivacyLock({ code }: { code: string | null }) {
  const Icon = code === null ? LockClockIcon : LockIcon
  return (
    <CallLock
      label={code === null ? t('lock.pending') : t('lock.label')}
      icon={<Icon fontSize="small" />}
      closed={code !== null}
      title={t('lock.title')}
    >
      {code === null ? (
        <p className={styles.text}>{t('lock.wait')}</p>
      ) : (
        <>
          <p className={styles.code}>
            {[0, 1, 2, 3].map((place) => (
              <span key={place}>{code.split(' ')[place]}</span>
            ))}
          </p>
          <p className={styles.text}>{t('lock.text')}</p>
          <p className={styles.text}>{t('lock.changes')}</p>
        </>
      )}
      <p className={styles.aside}>{t('lock.sees')}</p>
    </CallLock>
  )
}
