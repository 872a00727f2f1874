import VolumeUpIcon from '@mui/icons-material/GraphicEqRounded'
import PodiumIcon from '@mui/icons-material/PodcastsRounded'
import MoreIcon from '@mui/icons-material/MoreHorizRounded'
import type { MouseEvent } from 'react'
import { Link } from 'react-router'
import { t } from '../../assets/messages/t.ts'
import { BlockedNote } from '../people/blocked-note.tsx'
import { type Unread, UnreadMark } from '../notifications/unread-mark.tsx'
import styles from './channel-row.module.css'
import { OccupantRow, type RoomOccupant } from './occupant-row.tsx'
import { type Drag, sortAttributes } from './use-drag-sort.ts'
import { useLongPress } from './use-long-press.ts'

export type ChannelEntry = {
  id: string
  communityId: string
  kind: 'voice' | 'stage'
  name: string
  userLimit: number
  occupants: RoomOccupant[]
  /** How many are there whom the viewer blocks. */
  blocked: number
  /** The viewer's own call is here. */
  joined: boolean
  /** What the viewer missed here. */
  missed?: Unread
}

type Props = {
  channel: ChannelEntry
  active: boolean
  movable: boolean
  drag: Drag | null
  onMenu: (channelId: string, anchor: HTMLElement) => void
}

export function ChannelRow({ channel, active, movable, drag, onMenu }: Props) {
  const { id, name, occupants, blocked, joined } = channel
  const press = useLongPress((target) => onMenu(id, target))
  const contextMenu = (event: MouseEvent<HTMLElement>) => {
    event.preventDefault()
    onMenu(id, event.currentTarget)
  }
  const count = occupants.length + blocked
  const Icon = channel.kind === 'stage' ? PodiumIcon : VolumeUpIcon
  return (
    <li>
      <div
        className={styles.row}
        data-active={active}
        data-joined={joined}
        data-drag={movable || undefined}
        {...sortAttributes({ kind: 'channel', id }, drag)}
        {...press}
        onContextMenu={contextMenu}
      >
        <Link
          className={styles.link}
          draggable={false}
          to={`/communities/${channel.communityId}/channels/${id}`}
          aria-current={active ? 'page' : undefined}
          aria-label={count ? t('channel.occupancy', { name, count }) : name}
        >
          <Icon className={styles.icon} data-live={count > 0} sx={{ fontSize: 18 }} aria-hidden="true" />
          <span className={styles.name}>{name}</span>
          {channel.missed ? <UnreadMark {...channel.missed} /> : null}
        </Link>
        <span className={styles.count} aria-hidden="true">
          {count > 0 ? count : ''}
        </span>
        <button
          type="button"
          className={styles.more}
          aria-label={t('channel.options', { name })}
          aria-haspopup="menu"
          onClick={(event) => onMenu(id, event.currentTarget)}
        >
          <MoreIcon sx={{ fontSize: 18 }} aria-hidden="true" />
        </button>
      </div>
      {count > 0 ? (
        <ul className={styles.people} aria-label={t('channel.preview', { names: name })}>
          {occupants.map((occupant) => (
            <OccupantRow key={occupant.key} occupant={occupant} />
          ))}
          {blocked > 0 ? (
            <li>
              <BlockedNote count={blocked} />
            </li>
          ) : null}
        </ul>
      ) : null}
    </li>
  )
}
