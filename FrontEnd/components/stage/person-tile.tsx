import type { CallPerson, TrustMark } from '@chaos/client-core'
import PriorityIcon from '@mui/icons-material/CampaignRounded'
import MoreIcon from '@mui/icons-material/MoreHorizRounded'
import { type MouseEvent, useEffect, useRef } from 'react'
import { t } from '../../assets/messages/t.ts'
import { Avatar } from '../avatar/avatar.tsx'
import { markOf } from '../call/marks.ts'
import { PersonMarkLine } from '../call/person-mark.tsx'
import { NameMark } from '../keys/name-mark.tsx'
import { BotMark } from '../people/bot-mark.tsx'
import { useLongPress } from '../channels/use-long-press.ts'
import styles from './person-tile.module.css'

/** Moves the element with the person's level until the returned function is called. */
export type FollowLevel = (participantId: string, ring: HTMLElement) => () => void

type Props = {
  person: CallPerson
  trust: TrustMark
  followLevel: FollowLevel
  onMenu: (participantId: string, anchor: HTMLElement) => void
}

export function PersonTile({ person, trust, followLevel, onMenu }: Props) {
  const { id, userId, displayName, self } = person
  const ring = useRef<HTMLSpanElement>(null)
  const mark = markOf(person)
  const press = useLongPress((target) => !self && onMenu(id, target))
  const contextMenu = (event: MouseEvent<HTMLElement>) => {
    if (self) return
    event.preventDefault()
    onMenu(id, event.currentTarget)
  }
  useEffect(() => (ring.current ? followLevel(id, ring.current) : undefined), [id, followLevel])
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a shortcut to what the button in it does
    <li className={styles.tile} data-speaking={mark === 'speaking'} {...press} onContextMenu={contextMenu}>
      <Avatar
        id={userId}
        name={displayName}
        picture={person.avatar}
        size={88}
        ringRef={ring}
        dimmed={person.connection === 'reconnecting'}
      />
      <span className={styles.name}>
        {displayName}
        {person.isBot ? <BotMark /> : null}
        <NameMark mark={trust} />
        {self ? <span className={styles.you}> ({t('people.you')})</span> : null}
      </span>
      {person.priority ? (
        <span className={styles.priority} title={t('mark.priority')}>
          <PriorityIcon sx={{ fontSize: 18 }} aria-hidden="true" />
          <span className="visually-hidden">{t('mark.priority')}</span>
        </span>
      ) : null}
      <span className={styles.mark}>{mark ? <PersonMarkLine mark={mark} /> : null}</span>
      {self ? null : (
        <button
          type="button"
          className={styles.more}
          aria-label={t('person.menu', { name: displayName })}
          aria-haspopup="dialog"
          onClick={(event) => onMenu(id, event.currentTarget)}
        >
          <MoreIcon fontSize="small" aria-hidden="true" />
        </button>
      )}
    </li>
  )
}
