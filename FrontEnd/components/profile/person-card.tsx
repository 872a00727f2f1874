import type { Loadable, TrustMark } from '@chaos/client-core'
import type { PersonProfile, SeenStatus } from '@chaos/protocol'
import Popover from '@mui/material/Popover'
import Skeleton from '@mui/material/Skeleton'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { Avatar } from '../avatar/avatar.tsx'
import { NameMark } from '../keys/name-mark.tsx'
import { statusWords } from '../people/status-words.ts'
import styles from './profile.module.css'

type Presence = { status: SeenStatus; words: string; activity: string | null }

type Props = {
  person: { userId: string; name: string; picture: string | null }
  anchor: HTMLElement
  profile: Loadable<PersonProfile>
  /** null: not to be shown. */
  presence: Presence | null
  mark: TrustMark
  /** What can be done about them. */
  children?: ReactNode
  onClose: () => void
}

/** Who somebody is, in their own words, and what the viewer has in common with them. */
export function PersonCard({ person, anchor, profile, presence, mark, children, onClose }: Props) {
  const { userId, name, picture } = person
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
        <Avatar id={userId} name={name} picture={picture} size={72} status={presence?.status ?? null} />
        <span className={styles.words}>
          <h3 className={styles.name}>
            {name}
            <NameMark mark={mark} />
          </h3>
          <span className={styles.user}>{profile.status === 'ready' ? profile.value.userName : ' '}</span>
          {presence ? <PresenceLines presence={presence} /> : null}
        </span>
      </div>
      <p className={styles.bio}>
        <Words profile={profile} />
      </p>
      {profile.status === 'ready' ? <InCommon profile={profile.value} onClose={onClose} /> : null}
      {children}
    </Popover>
  )
}

function PresenceLines({ presence: { status, words, activity } }: { presence: Presence }) {
  return (
    <>
      <span className={styles.status}>{statusWords(status)}</span>
      {activity ? <span className={styles.activity}>{activity}</span> : null}
      {words ? <span className={styles.own}>{words}</span> : null}
    </>
  )
}

function InCommon({ profile, onClose }: { profile: PersonProfile; onClose: () => void }) {
  const { mutualCommunities, mutualFriends } = profile
  return (
    <>
      {mutualFriends > 0 ? <p className={styles.user}>{t('profile.mutualFriends', { count: mutualFriends })}</p> : null}
      {mutualCommunities.length > 0 ? (
        <section aria-labelledby="mutual-title">
          <h4 className={styles.heading} id="mutual-title">
            {t('profile.mutualCommunities')}
          </h4>
          <ul className={styles.mutual}>
            {mutualCommunities.map(({ id, name, icon }) => (
              <li key={id}>
                <Link to={`/communities/${id}`} className={styles.community} onClick={onClose}>
                  <Avatar id={id} name={name} picture={icon} size={22} shape="community" />
                  <span>{name}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  )
}

function Words({ profile }: Pick<Props, 'profile'>) {
  if (profile.status === 'loading') return <Skeleton />
  if (profile.status === 'failed')
    return profile.failure.code === 'not_found' ? t('profile.nothingShared') : t('profile.failed')
  return profile.value.bio || t('profile.nothingWritten')
}
