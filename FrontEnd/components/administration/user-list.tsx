import type { ManagedUser } from '@chaos/client-core/administration'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { Avatar } from '../avatar/avatar.tsx'
import { EmptyState } from '../feedback/empty-state.tsx'
import { PersonName } from '../people/person-name.tsx'
import styles from './administration.module.css'
import { UserMarks } from './user-marks.tsx'

type Props = { users: ManagedUser[]; pathOf: (userId: string) => string }

export function UserList({ users, pathOf }: Props) {
  if (users.length === 0) return <EmptyState title={t('users.none')} text={t('users.noneText')} />
  return (
    <ul className={styles.list} aria-label={t('users.results')}>
      {users.map((user) => (
        <li key={user.id}>
          <Link className={styles.row} to={pathOf(user.id)}>
            <Avatar id={user.id} name={user.displayName} size={32} />
            <span className={styles.words}>
              <span className={styles.name}>
                <PersonName name={user.displayName} />
              </span>
              <span className={styles.quiet}>
                {user.userName}
                {user.email === null ? null : ` · ${user.email}`}
              </span>
            </span>
            <UserMarks user={user} />
          </Link>
        </li>
      ))}
    </ul>
  )
}
