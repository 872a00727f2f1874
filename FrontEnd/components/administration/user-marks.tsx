import type { ManagedUser } from '@chaos/client-core/administration'
import { t } from '../../assets/messages/t.ts'
import styles from './administration.module.css'

/** What sets an account apart from an ordinary one. */
export function UserMarks({ user: { serverRole, status } }: { user: Pick<ManagedUser, 'serverRole' | 'status'> }) {
  return (
    <span className={styles.marks}>
      {serverRole === 'user' ? null : <span className={styles.mark}>{t(`users.role.${serverRole}`)}</span>}
      {status === 'active' ? null : (
        <span className={styles.mark} data-tone={status === 'disabled' ? 'danger' : 'warning'}>
          {t(`users.status.${status}`)}
        </span>
      )}
    </span>
  )
}
