import type { RelationshipKind, SeenStatus } from '@chaos/protocol'
import Button from '@mui/material/Button'
import { t } from '../../assets/messages/t.ts'
import { Avatar } from '../avatar/avatar.tsx'
import { PersonName } from './person-name.tsx'
import styles from './friends.module.css'
import { personLine } from './status-words.ts'

/** Somebody who is something to the viewer. */
export type ListedFriend = {
  userId: string
  name: string
  userName: string
  picture: string | null
  kind: RelationshipKind
  status: SeenStatus
  words: string
  /** Where they talk, in words. */
  activity: string | null
}

export type FriendAction = 'accept' | 'endRequest' | 'unblock'

type Props = {
  friend: ListedFriend
  busy: boolean
  onOpen: (friend: ListedFriend, anchor: HTMLElement) => void
  onAct: (action: FriendAction, friend: ListedFriend) => void
}

function lineOf(friend: ListedFriend): string {
  if (friend.kind === 'asked') return t('friends.asksYou')
  if (friend.kind === 'requested') return t('friends.youAsk')
  return friend.kind === 'friend' ? personLine(friend) : friend.userName
}

export function FriendRow({ friend, busy, onOpen, onAct }: Props) {
  const { userId, name, picture, kind, status, activity } = friend
  const act = (action: FriendAction) => () => onAct(action, friend)
  return (
    <li className={styles.row}>
      <button
        type="button"
        className={styles.person}
        aria-haspopup="dialog"
        onClick={(event) => onOpen(friend, event.currentTarget)}
      >
        <Avatar
          id={userId}
          name={name}
          picture={picture}
          size={36}
          status={kind === 'friend' ? status : null}
          dimmed={kind === 'blocked'}
        />
        <span className={styles.words}>
          <span className={styles.name}>
            <PersonName name={name} />
          </span>
          <span className={styles.line} data-live={activity !== null}>
            {lineOf(friend)}
          </span>
        </span>
      </button>
      <span className={styles.actions}>
        {kind === 'asked' ? (
          <>
            <Button
              size="small"
              variant="contained"
              disabled={busy}
              aria-label={t('friends.acceptOf', { name })}
              onClick={act('accept')}
            >
              {t('friends.accept')}
            </Button>
            <Button
              size="small"
              disabled={busy}
              aria-label={t('friends.declineOf', { name })}
              onClick={act('endRequest')}
            >
              {t('friends.decline')}
            </Button>
          </>
        ) : null}
        {kind === 'requested' ? (
          <Button
            size="small"
            disabled={busy}
            aria-label={t('friends.takeBackOf', { name })}
            onClick={act('endRequest')}
          >
            {t('friends.takeBack')}
          </Button>
        ) : null}
        {kind === 'blocked' ? (
          <Button size="small" disabled={busy} aria-label={t('friends.unblockOf', { name })} onClick={act('unblock')}>
            {t('friends.unblock')}
          </Button>
        ) : null}
      </span>
    </li>
  )
}
