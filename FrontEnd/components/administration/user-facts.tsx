import type { ManagedUserView } from '@chaos/client-core/administration'
import { formatInstant } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'
import { Avatar } from '../avatar/avatar.tsx'
import { PersonName } from '../people/person-name.tsx'
import styles from './administration.module.css'
import { UserMarks } from './user-marks.tsx'

const emailWords = ({ email, emailVerified }: Pick<ManagedUserView, 'email' | 'emailVerified'>): string => {
  if (email === null) return t('users.emailNone')
  return emailVerified ? t('users.emailVerified', { address: email }) : t('users.emailClaimed', { address: email })
}

/** What the server knows of one account. */
export function UserFacts({ user }: { user: ManagedUserView }) {
  const facts = [
    [t('users.userName'), user.userName],
    [t('users.email'), emailWords(user)],
    [t('users.role'), t(`users.role.${user.serverRole}`)],
    [t('users.status'), t(`users.status.${user.status}`)],
    ...(user.statusReason === null ? [] : [[t('users.reason'), user.statusReason]]),
    [t('users.created'), formatInstant(user.createdAt)],
    [t('users.lastSeen'), user.lastSeenAt === null ? t('users.never') : formatInstant(user.lastSeenAt)],
    [t('users.sessions'), t('users.sessionCount', { count: user.sessionCount })],
  ]
  return (
    <>
      <div className={styles.head}>
        <Avatar id={user.id} name={user.displayName} size={44} />
        <h2>
          <PersonName name={user.displayName} />
        </h2>
        <UserMarks user={user} />
      </div>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
