import HeadsetIcon from '@mui/icons-material/GraphicEqRounded'
import LockIcon from '@mui/icons-material/LockRounded'
import Button from '@mui/material/Button'
import { t } from '../../assets/messages/t.ts'
import { Avatar } from '../avatar/avatar.tsx'
import { PersonMarkLine } from '../call/person-mark.tsx'
import { BlockedNote } from '../people/blocked-note.tsx'
import type { RoomOccupant } from '../channels/occupant-row.tsx'
import styles from './lobby.module.css'

type Props = {
  /** Without those whom the viewer blocks. */
  occupants: RoomOccupant[]
  blocked: number
  userLimit: number
  /** The viewer's call is in another room. */
  elsewhere: boolean
  joining: boolean
  onJoin: () => void
}

/** The room before going in: who is there, and one way in. */
export function Lobby({ occupants, blocked, userLimit, elsewhere, joining, onJoin }: Props) {
  const count = occupants.length
  const full = count + blocked >= userLimit
  const verb = elsewhere ? t('lobby.switch') : count > 0 ? t('lobby.join') : t('lobby.talk')
  return (
    <div className={styles.lobby}>
      {count === 0 ? (
        <div className={styles.quietRoom} aria-hidden="true">
          <HeadsetIcon sx={{ fontSize: 40 }} />
        </div>
      ) : (
        <ul className={styles.people} aria-label={t('stage.tiles')}>
          {occupants.map(({ key, userId, name, picture, speaking, mark }) => (
            <li key={key} className={styles.person}>
              <Avatar id={userId} name={name} picture={picture} size={72} speaking={speaking} />
              <span className={styles.name}>{name}</span>
              <span className={styles.mark}>{mark ? <PersonMarkLine mark={mark} /> : null}</span>
            </li>
          ))}
        </ul>
      )}
      <h2 className={styles.title}>
        {count + blocked === 0 ? t('lobby.empty') : t('lobby.present', { count: count + blocked })}
      </h2>
      <BlockedNote count={blocked} />
      {count + blocked === 0 ? <p className={styles.text}>{t('lobby.emptyText')}</p> : null}
      <Button
        variant="contained"
        size="large"
        className={styles.join ?? ''}
        disabled={full}
        loading={joining}
        loadingPosition="start"
        startIcon={<HeadsetIcon />}
        onClick={onJoin}
      >
        {joining ? t('lobby.joining') : verb}
      </Button>
      {full ? <p className={styles.text}>{t('lobby.full', { limit: userLimit })}</p> : null}
      <p className={styles.promise}>
        <LockIcon sx={{ fontSize: 16 }} aria-hidden="true" />
        {t('lobby.encryption')}
      </p>
    </div>
  )
}
