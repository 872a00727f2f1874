import type { Ban } from '@chaos/protocol'
import Button from '@mui/material/Button'
import { t } from '../../assets/messages/t.ts'
import { formatInstant } from '../../assets/messages/formats.ts'
import { Avatar } from '../avatar/avatar.tsx'
import { EmptyState } from '../feedback/empty-state.tsx'
import { PersonName } from '../people/person-name.tsx'
import styles from './moderation.module.css'

type Props = { bans: Ban[]; onLift: (ban: Ban) => void }

export function BanList({ bans, onLift }: Props) {
  if (bans.length === 0) return <EmptyState title={t('bans.none')} text={t('bans.noneText')} />
  return (
    <ul className={styles.list} aria-label={t('bans.title')}>
      {bans.map((ban) => (
        <li key={ban.user.id} className={styles.row}>
          <Avatar id={ban.user.id} name={ban.user.displayName} picture={ban.user.avatar} size={36} />
          <span className={styles.words}>
            <span className={styles.name}>
              <PersonName name={ban.user.displayName} /> <span className={styles.quiet}>{ban.user.userName}</span>
            </span>
            {ban.reason === '' ? null : <p className={styles.said}>{ban.reason}</p>}
            <span className={styles.quiet}>
              {t('bans.by', {
                name: ban.bannedBy?.displayName ?? t('reports.nobody'),
                time: formatInstant(ban.createdAt),
              })}
            </span>
          </span>
          <Button size="small" variant="outlined" onClick={() => onLift(ban)}>
            {t('bans.lift')}
          </Button>
        </li>
      ))}
    </ul>
  )
}
