import type { TimelineMessage } from '@chaos/client-core'
import type { ReactNode } from 'react'
import { formatInstant, formatTime } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'
import { Avatar } from '../avatar/avatar.tsx'
import styles from './message-row.module.css'

type Props = {
  item: TimelineMessage
  /** The recording, where there is one to hear. */
  sound: ReactNode
}

/** One message: who, when, and what was said or written. */
export function MessageRow({ item: { message, content }, sound }: Props) {
  const { author, createdAt, deletedAt } = message
  const name = author?.displayName ?? t('messages.gone')
  return (
    <article className={styles.row} aria-label={name}>
      <Avatar id={author?.id ?? message.id} name={name} picture={author?.avatar ?? null} size={36} />
      <div className={styles.body}>
        <p className={styles.head}>
          <strong>{name}</strong>
          <time dateTime={createdAt} title={formatInstant(createdAt)}>
            {formatTime(createdAt)}
          </time>
        </p>
        {deletedAt !== null || content === null ? (
          <p className={styles.missing}>{t(deletedAt === null ? 'messages.unreadable' : 'messages.deleted')}</p>
        ) : (
          <>
            {sound}
            {content.text ? <p className={styles.text}>{content.text}</p> : null}
          </>
        )}
      </div>
    </article>
  )
}
