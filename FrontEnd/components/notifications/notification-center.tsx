import type { Loadable } from '@chaos/client-core'
import type { Notification, NotificationPage } from '@chaos/protocol'
import CloseIcon from '@mui/icons-material/CloseRounded'
import BellIcon from '@mui/icons-material/NotificationsNoneRounded'
import Button from '@mui/material/Button'
import Drawer from '@mui/material/Drawer'
import IconButton from '@mui/material/IconButton'
import { Link } from 'react-router'
import { formatInstant } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'
import { Avatar } from '../avatar/avatar.tsx'
import { EmptyState } from '../feedback/empty-state.tsx'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import { RowSkeletons } from '../feedback/row-skeletons.tsx'
import { notificationWords } from './notification-words.ts'
import styles from './notifications.module.css'
import { UnreadMark } from './unread-mark.tsx'

type Props = {
  list: Loadable<NotificationPage>
  unread: number
  onRead: (sequence: number) => void
  onReadAll: () => void
  onMore: () => void
  onRetry: () => void
  onClose: () => void
}

/** Everything the person was told, the newest first. */
export function NotificationCenter(props: Props) {
  const { unread, onReadAll, onClose } = props
  return (
    <Drawer
      open
      anchor="right"
      onClose={onClose}
      slotProps={{ paper: { role: 'dialog', 'aria-labelledby': 'notifications-title' } }}
    >
      <div className={styles.panel}>
        <header className={styles.head}>
          <h2 className={styles.title} id="notifications-title">
            {t('notifications.title')}
          </h2>
          <Button
            size="small"
            className={styles.readAll}
            aria-disabled={unread === 0}
            onClick={() => (unread === 0 ? undefined : onReadAll())}
          >
            {t('notifications.readAll')}
          </Button>
          <IconButton aria-label={t('action.close')} onClick={onClose}>
            <CloseIcon fontSize="small" />
          </IconButton>
        </header>
        <div className={styles.body}>
          <Rows {...props} />
        </div>
      </div>
    </Drawer>
  )
}

function Rows({ list, onRead, onMore, onRetry, onClose }: Props) {
  if (list.status === 'loading') return <RowSkeletons rows={5} />
  if (list.status === 'failed') {
    const retry = <Button onClick={onRetry}>{t('action.retry')}</Button>
    return <Notice tone="danger" role="alert" title={failureText(list.failure)} actions={retry} />
  }
  const { items, next } = list.value
  if (items.length === 0)
    return (
      <EmptyState
        level="h2"
        title={t('notifications.emptyTitle')}
        text={t('notifications.emptyText')}
        picture={<BellIcon />}
      />
    )
  return (
    <>
      <ul className={styles.list}>
        {items.map((item) => (
          <li key={item.sequence}>
            <Row item={item} onRead={onRead} onClose={onClose} />
          </li>
        ))}
      </ul>
      {next === null ? null : <Button onClick={onMore}>{t('action.more')}</Button>}
    </>
  )
}

type RowProps = { item: Notification } & Pick<Props, 'onRead' | 'onClose'>

function Row({ item: { sequence, body, isRead, isMention, createdAt }, onRead, onClose }: RowProps) {
  const { text, to, face } = notificationWords(body)
  const parts = (
    <>
      <Avatar {...face} size={36} />
      <span className={styles.words}>
        <span className={styles.text}>{text}</span>
        <time className={styles.time} dateTime={createdAt}>
          {formatInstant(createdAt)}
        </time>
      </span>
      {isRead ? null : <UnreadMark unread={1} mentions={isMention ? 1 : 0} />}
    </>
  )
  const read = () => {
    if (!isRead) onRead(sequence)
  }
  if (to === null)
    return (
      <button type="button" className={styles.row} data-read={isRead} onClick={read}>
        {parts}
      </button>
    )
  const follow = () => {
    read()
    onClose()
  }
  return (
    <Link className={styles.row} data-read={isRead} to={to} onClick={follow}>
      {parts}
    </Link>
  )
}
