import type { ManagedUser } from '@chaos/client-core/administration'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { Avatar } from '../avatar/avatar.tsx'
import { EmptyState } from '../feedback/empty-state.tsx'
import { PersonName } from '../people/person-name.tsx'
import records from '../lists/record-list.module.css'
import styles from './administration.module.css'
import { UserMarks } from './user-marks.tsx'

type Props = { users: ManagedUser[]; pathOf: (userId: string) => string }

export function UserList({ users, pathOf }: Props) {
  if (users.length === 0) return <EmptyState title={t('users.none')} text={t('users.noneText')} />
  return (
    <ul className={records.list} aria-label={t('users.results')}>
      {users.map((user) => (
        <li key={user.id}>
          <Link className={`${records.row} ${styles.user}`} to={pathOf(user.id)}>
            <Avatar id={user.id} name={user.displayName} size={32} />
            <span className={records.words}>
              <span>
                <PersonName name={user.displayName} />
              </span>
              <span className={records.quiet}>
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
