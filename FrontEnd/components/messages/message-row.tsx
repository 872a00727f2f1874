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
export function MessageRow({ item, sound }: Props) {
  const { id, author, createdAt } = item.message
  const name = author?.displayName ?? t('messages.gone')
  return (
    <article className={styles.row} aria-label={name}>
      <Avatar id={author?.id ?? id} name={name} picture={author?.avatar ?? null} size={36} />
      <div className={styles.body}>
        <p className={styles.head}>
          <strong>{name}</strong>
          <time dateTime={createdAt} title={formatInstant(createdAt)}>
            {formatTime(createdAt)}
          </time>
        </p>
        <Said item={item} sound={sound} />
      </div>
    </article>
  )
}

function Said({ item: { message, content }, sound }: Props) {
  if (message.deletedAt !== null) return <p className={styles.missing}>{t('messages.deleted')}</p>
  if (content === null) return <p className={styles.missing}>{t('messages.unreadable')}</p>
  return (
    <>
      {sound}
      {content.text ? <p className={styles.text}>{content.text}</p> : null}
    </>
  )
}
