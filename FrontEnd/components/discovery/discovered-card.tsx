import type { DiscoveredCommunity } from '@chaos/protocol'
import Button from '@mui/material/Button'
import Chip from '@mui/material/Chip'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { Avatar } from '../avatar/avatar.tsx'
import styles from './discovery.module.css'

type Props = {
  found: DiscoveredCommunity
  busy: boolean
  onTag: (tag: string) => void
  onJoin: () => void
}

/** A public community: what it is about, how alive it is, and the way in. */
export function DiscoveredCard({ found, busy, onTag, onJoin }: Props) {
  const { community, memberCount, talkingCount, isMember } = found
  const { id, name, icon, description, tags } = community
  return (
    <li className={styles.card}>
      <div className={styles.head}>
        <Avatar id={id} name={name} picture={icon} size={44} shape="community" />
        <h2 className={styles.name}>{name}</h2>
      </div>
      <p className={styles.description}>{description}</p>
      {tags.length > 0 ? (
        <div className={styles.tags}>
          {tags.map((tag) => (
            <Chip
              key={tag}
              size="small"
              variant="outlined"
              label={tag}
              aria-label={t('discover.tag', { tag })}
              onClick={() => onTag(tag)}
            />
          ))}
        </div>
      ) : null}
      <p className={styles.facts}>
        <span>{t('invite.members', { count: memberCount })}</span>
        {talkingCount > 0 ? (
          <span className={styles.live}>{t('discover.talking', { count: talkingCount })}</span>
        ) : (
          <span>{t('discover.quiet')}</span>
        )}
      </p>
      {isMember ? (
        <Button
          component={Link}
          to={`/communities/${id}`}
          variant="outlined"
          aria-label={t('discover.openNamed', { name })}
        >
          {t('discover.openOne')}
        </Button>
      ) : (
        <Button variant="outlined" disabled={busy} aria-label={t('discover.joinNamed', { name })} onClick={onJoin}>
          {t('discover.join')}
        </Button>
      )}
    </li>
  )
}
