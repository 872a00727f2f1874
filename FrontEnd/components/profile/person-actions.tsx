import type { RelationshipKind } from '@chaos/protocol'
import PersonAddIcon from '@mui/icons-material/PersonAddAlt1Rounded'
import Button from '@mui/material/Button'
import type { ReactNode } from 'react'
import { t } from '../../assets/messages/t.ts'
import { Notice } from '../feedback/notice.tsx'
import type { FriendAction } from '../people/friend-row.tsx'
import styles from './profile.module.css'

type Props = {
  /** What the person is to the viewer. */
  kind: RelationshipKind | null
  busy: boolean
  failure: string | null
  /** Further things to do: a message, a report. */
  children?: ReactNode
  onRequest: () => void
  onAct: (action: FriendAction) => void
  /** Wants to be asked before it happens. */
  onAsk: (action: 'block' | 'endFriendship') => void
}

/** What can be done about a person, by what they are to the viewer. */
export function PersonActions({ kind, busy, failure, children, onRequest, onAct, onAsk }: Props) {
  return (
    <div className={styles.actions}>
      {failure ? <Notice tone="danger" role="alert" title={failure} /> : null}
      {children}
      <Relation kind={kind} busy={busy} onRequest={onRequest} onAct={onAct} onAsk={onAsk} />
      {kind === 'blocked' ? (
        <Button variant="outlined" disabled={busy} onClick={() => onAct('unblock')}>
          {t('friends.unblock')}
        </Button>
      ) : (
        <Button sx={{ color: 'var(--danger)' }} disabled={busy} onClick={() => onAsk('block')}>
          {t('friends.block')}
        </Button>
      )}
    </div>
  )
}

function Relation({ kind, busy, onRequest, onAct, onAsk }: Omit<Props, 'failure' | 'children'>) {
  if (kind === 'friend')
    return (
      <Button disabled={busy} onClick={() => onAsk('endFriendship')}>
        {t('friends.remove')}
      </Button>
    )
  if (kind === 'requested')
    return (
      <Button variant="outlined" disabled={busy} onClick={() => onAct('endRequest')}>
        {t('friends.takeBack')}
      </Button>
    )
  if (kind === 'asked')
    return (
      <>
        <Button variant="contained" disabled={busy} onClick={() => onAct('accept')}>
          {t('friends.accept')}
        </Button>
        <Button disabled={busy} onClick={() => onAct('endRequest')}>
          {t('friends.decline')}
        </Button>
      </>
    )
  if (kind === 'blocked') return null
  return (
    <Button variant="contained" startIcon={<PersonAddIcon />} loading={busy} onClick={onRequest}>
      {t('friends.request')}
    </Button>
  )
}
