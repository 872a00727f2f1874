import type { CommunitiesState } from '@chaos/client-core'
import Skeleton from '@mui/material/Skeleton'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { Avatar } from '../avatar/avatar.tsx'
import { LoadFailed } from '../feedback/load-failed.tsx'
import styles from './community-cards.module.css'

type Props = { list: CommunitiesState['list']; onRetry: () => void }

export function CommunityCards({ list, onRetry }: Props) {
  if (list.status === 'failed') return <LoadFailed failure={list.failure} onRetry={onRetry} />
  return (
    <section aria-labelledby="yours-title">
      <h2 className={styles.heading} id="yours-title">
        {t('home.yours')}
      </h2>
      <ul className={styles.cards}>
        {list.status === 'loading'
          ? [0, 1].map((card) => (
              <li key={card}>
                <Skeleton variant="rounded" height={68} />
              </li>
            ))
          : list.value.map(({ id, name, icon }) => (
              <li key={id}>
                <Link className={styles.card} to={`/communities/${id}`}>
                  <Avatar id={id} name={name} picture={icon} size={44} shape="community" />
                  <span className={styles.name}>{name}</span>
                </Link>
              </li>
            ))}
      </ul>
    </section>
  )
}
