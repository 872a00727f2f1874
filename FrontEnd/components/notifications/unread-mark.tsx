import { t } from '../../assets/messages/t.ts'
import styles from './notifications.module.css'

/** How much somebody missed in a place. */
export type Unread = { unread: number; mentions: number }

const most = 99

/** A number for mentions, a dot for anything else; nothing when all is read. */
export function UnreadMark({ unread, mentions }: Unread) {
  if (unread === 0) return null
  const words = mentions > 0 ? t('notifications.mentions', { count: mentions }) : t('notifications.unread')
  return (
    <span className={styles.mark} data-number={mentions > 0}>
      <span aria-hidden="true">{mentions > most ? `${most}+` : mentions > 0 ? mentions : ''}</span>
      <span className="visually-hidden">{words}</span>
    </span>
  )
}
