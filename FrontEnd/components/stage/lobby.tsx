import HeadsetIcon from '@mui/icons-material/GraphicEqRounded'
import type { ChannelEncryption, RoomKind } from '@chaos/protocol'
import LockOpenIcon from '@mui/icons-material/LockOpenRounded'
import LockIcon from '@mui/icons-material/LockRounded'
import MoreIcon from '@mui/icons-material/MoreHorizRounded'
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
  kind: RoomKind
  /** The viewer lets people speak here, and comes in speaking. */
  leads: boolean
  encryption: ChannelEncryption
  topic: string
  /** The viewer's call is in another room. */
  elsewhere: boolean
  joining: boolean
  /** Beside a timeline, which has the room while nobody is here. */
  compact: boolean
  onJoin: () => void
  /** For those who moderate calls here. */
  onMenu: ((userId: string, anchor: HTMLElement) => void) | null
}

/** Whether going in means to listen. */
const listens = ({ kind, leads }: Pick<Props, 'kind' | 'leads'>): boolean =>
  kind === 'away' || (kind === 'stage' && !leads)

/** What going in is called. */
function verbOf({ elsewhere, occupants, ...props }: Props): string {
  if (elsewhere) return t('lobby.switch')
  if (listens(props)) return t('lobby.listen')
  return occupants.length > 0 ? t('lobby.join') : t('lobby.talk')
}

/** The room before going in: who is there, and one way in. */
export function Lobby(props: Props) {
  const { occupants, blocked, userLimit, joining, onJoin } = props
  const full = occupants.length + blocked >= userLimit
  return (
    <div className={styles.lobby} data-compact={props.compact}>
      <Present {...props} />
      <About {...props} />
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
        {joining ? t('lobby.joining') : verbOf(props)}
      </Button>
      {full ? <p className={styles.text}>{t('lobby.full', { limit: userLimit })}</p> : null}
      <PrivacyPromise encryption={props.encryption} />
    </div>
  )
}

/** An audience may be large: those who speak are who one comes for. */
const isShown =
  (kind: RoomKind) =>
  ({ listener }: RoomOccupant): boolean =>
    kind !== 'stage' || !listener

function Present({ occupants, kind, onMenu }: Props) {
  const shown = occupants.filter(isShown(kind))
  if (shown.length === 0)
    return (
      <div className={styles.quietRoom} aria-hidden="true">
        <HeadsetIcon sx={{ fontSize: 40 }} />
      </div>
    )
  return (
    <ul className={styles.people} aria-label={t('stage.tiles')}>
      {shown.map(({ key, userId, name, picture, speaking, mark }) => (
        <li key={key} className={styles.person}>
          <Avatar id={userId} name={name} picture={picture} size={72} speaking={speaking} />
          <span className={styles.name}>{name}</span>
          <span className={styles.mark}>{mark ? <PersonMarkLine mark={mark} /> : null}</span>
          {onMenu ? (
            <button
              type="button"
              className={styles.more}
              aria-label={t('person.moderation', { name })}
              aria-haspopup="dialog"
              onClick={(event) => onMenu(userId, event.currentTarget)}
            >
              <MoreIcon fontSize="small" aria-hidden="true" />
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

/** How many are there, and what the room is for. */
function About({ occupants, blocked, kind, leads, topic }: Props) {
  const count = occupants.length + blocked
  const listening = occupants.filter((occupant) => !isShown(kind)(occupant)).length
  const lines = [
    listening > 0 ? t('lobby.listeners', { count: listening }) : '',
    topic,
    listens({ kind, leads }) ? t(kind === 'stage' ? 'lobby.stage' : 'lobby.away') : '',
    count === 0 && kind === 'voice' ? t('lobby.emptyText') : '',
  ]
  return (
    <>
      <h2 className={styles.title}>{count === 0 ? t('lobby.empty') : t('lobby.present', { count })}</h2>
      <BlockedNote count={blocked} />
      {lines.filter(Boolean).map((line) => (
        <p key={line} className={styles.text}>
          {line}
        </p>
      ))}
    </>
  )
}

/** Who can listen, before the first word. */
function PrivacyPromise({ encryption }: Pick<Props, 'encryption'>) {
  const isOpen = encryption === 'open'
  const Icon = isOpen ? LockOpenIcon : LockIcon
  return (
    <p className={styles.promise} data-open={isOpen}>
      <Icon sx={{ fontSize: 16 }} aria-hidden="true" />
      {isOpen ? t('lobby.open') : t('lobby.encryption')}
    </p>
  )
}
