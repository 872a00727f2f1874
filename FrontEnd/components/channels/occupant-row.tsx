import { t } from '../../assets/messages/t.ts'
import { Avatar } from '../avatar/avatar.tsx'
import { BotMark } from '../people/bot-mark.tsx'
import type { PersonMark } from '../call/marks.ts'
import { PersonMarkLine } from '../call/person-mark.tsx'
import styles from './occupant-row.module.css'

export type RoomOccupant = {
  /** Unique in the list: somebody may be there from two devices. */
  key: string
  userId: string
  name: string
  picture: string | null
  self: boolean
  isBot: boolean
  speaking: boolean
  /** On a stage without the word. */
  listener: boolean
  mark: PersonMark | null
}

/** A person in a room, as the channel list shows them. */
export function OccupantRow({ occupant }: { occupant: RoomOccupant }) {
  const { userId, name, picture, self, isBot, speaking, mark } = occupant
  return (
    <li className={styles.row} data-speaking={speaking}>
      <Avatar id={userId} name={name} picture={picture} size={22} speaking={speaking} />
      <span className={styles.name}>
        {name}
        {isBot ? <BotMark /> : null}
        {self ? <span className={styles.you}> ({t('people.you')})</span> : null}
      </span>
      {speaking ? <span className="visually-hidden">{t('people.speaking')}</span> : null}
      {mark && mark !== 'speaking' ? <PersonMarkLine mark={mark} compact /> : null}
    </li>
  )
}
