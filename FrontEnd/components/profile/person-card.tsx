import type { Loadable } from '@chaos/client-core'
import type { Profile } from '@chaos/protocol'
import Popover from '@mui/material/Popover'
import Skeleton from '@mui/material/Skeleton'
import { type ReactNode, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { Avatar } from '../avatar/avatar.tsx'
import styles from './profile.module.css'

type Props = {
  person: { userId: string; name: string; picture: string | null }
  anchor: HTMLElement
  profile: Loadable<Profile>
  onClose: () => void
  children?: ReactNode
}

/** Who somebody is, in their own words. */
export function PersonCard({ person: { userId, name, picture }, anchor, profile, onClose, children }: Props) {
  // Its row may go elsewhere in the list while the card is open; the card stays.
  const [place] = useState(() => anchor.getBoundingClientRect())
  return (
    <Popover
      open
      anchorEl={{ nodeType: 1, getBoundingClientRect: () => place }}
      onClose={onClose}
      anchorOrigin={{ vertical: 'top', horizontal: 'left' }}
      transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      slotProps={{ paper: { role: 'dialog', 'aria-label': t('profile.open', { name }), className: styles.card ?? '' } }}
    >
      <div className={styles.head}>
        <Avatar id={userId} name={name} picture={picture} size={72} />
        <span className={styles.words}>
          <h3 className={styles.name}>{name}</h3>
          <span className={styles.user}>{profile.status === 'ready' ? profile.value.userName : ' '}</span>
        </span>
      </div>
      <p className={styles.bio}>
        <Words profile={profile} />
      </p>
      {children}
    </Popover>
  )
}

function Words({ profile }: Pick<Props, 'profile'>) {
  if (profile.status === 'loading') return <Skeleton />
  if (profile.status === 'failed') return t('profile.failed')
  return profile.value.bio || t('profile.nothingWritten')
}
