import type { Loadable } from '@chaos/client-core'
import type { Conversation, ConversationPage } from '@chaos/protocol'
import AddIcon from '@mui/icons-material/AddRounded'
import GroupIcon from '@mui/icons-material/GroupsRounded'
import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { Avatar } from '../avatar/avatar.tsx'
import { failureText } from '../feedback/failure-text.ts'
import { Notice } from '../feedback/notice.tsx'
import { RowSkeletons } from '../feedback/row-skeletons.tsx'
import { type Unread, UnreadMark } from '../notifications/unread-mark.tsx'
import { conversationName, othersOf } from './conversation-words.ts'
import styles from './conversations.module.css'

type Props = {
  list: Loadable<ConversationPage>
  ownId: string
  activeId: string | null
  /** By conversation; what is not named is read. */
  unread: Record<string, Unread>
  onNew: () => void
  onMore: () => void
  onRetry: () => void
}

/** The people one talks with, the latest first. */
export function ConversationList(props: Props) {
  return (
    <section aria-labelledby="conversations-title">
      <div className={styles.heading}>
        <h2 id="conversations-title">{t('conversations.title')}</h2>
        <Tooltip title={t('conversations.new')}>
          <IconButton size="small" aria-label={t('conversations.new')} onClick={props.onNew}>
            <AddIcon fontSize="small" />
          </IconButton>
        </Tooltip>
      </div>
      <Rows {...props} />
    </section>
  )
}

function Rows({ list, ownId, activeId, unread, onMore, onRetry }: Props) {
  if (list.status === 'loading') return <RowSkeletons rows={3} />
  if (list.status === 'failed') {
    const retry = <Button onClick={onRetry}>{t('action.retry')}</Button>
    return <Notice tone="danger" title={failureText(list.failure)} actions={retry} />
  }
  const { items, next } = list.value
  if (items.length === 0) return <p className={styles.none}>{t('conversations.none')}</p>
  return (
    <>
      <ul className={styles.list}>
        {items.map((conversation) => (
          <li key={conversation.id}>
            <Row
              conversation={conversation}
              ownId={ownId}
              active={conversation.id === activeId}
              unread={unread[conversation.id] ?? { unread: 0, mentions: 0 }}
            />
          </li>
        ))}
      </ul>
      {next === null ? null : (
        <Button size="small" onClick={onMore}>
          {t('action.more')}
        </Button>
      )}
    </>
  )
}

type RowProps = { conversation: Conversation; ownId: string; active: boolean; unread: Unread }

function Row({ conversation, ownId, active, unread }: RowProps) {
  const { id, kind, occupants, members } = conversation
  const [other] = othersOf(conversation, ownId)
  const live = occupants.length
  return (
    <Link
      className={styles.row}
      to={`/conversations/${id}`}
      aria-current={active ? 'page' : undefined}
      data-unread={unread.unread > 0}
    >
      {kind === 'direct' && other ? (
        <Avatar id={other.id} name={other.displayName} picture={other.avatar} size={32} />
      ) : (
        <GroupIcon sx={{ fontSize: 32 }} aria-hidden="true" />
      )}
      <span className={styles.words}>
        <span className={styles.name}>{conversationName(conversation, ownId)}</span>
        {live > 0 || kind === 'group' ? (
          <span className={styles.detail} data-live={live > 0}>
            {live > 0
              ? t('conversations.inCall', { count: live })
              : t('conversations.people', { count: members.length })}
          </span>
        ) : null}
      </span>
      <UnreadMark {...unread} />
    </Link>
  )
}
