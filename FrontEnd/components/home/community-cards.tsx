import type { CommunitiesState } from '@chaos/client-core'
import Button from '@mui/material/Button'
import Skeleton from '@mui/material/Skeleton'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { Avatar } from '../avatar/avatar.tsx'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import styles from './community-cards.module.css'

type Props = { list: CommunitiesState['list']; onRetry: () => void }

export function CommunityCards({ list, onRetry }: Props) {
  if (list.status === 'failed')
    return (
      <Notice
        tone="danger"
        role="alert"
        title={failureText(list.failure)}
        actions={
          <Button size="small" onClick={onRetry}>
            {t('action.retry')}
          </Button>
        }
      />
    )
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
