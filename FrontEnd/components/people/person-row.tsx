import type { MouseEvent } from 'react'
import { t } from '../../assets/messages/t.ts'
import { roleColorStyle } from '../../styles/role-colors.ts'
import { Avatar } from '../avatar/avatar.tsx'
import { useLongPress } from '../channels/use-long-press.ts'
import { BotMark } from './bot-mark.tsx'
import type { ListedPerson, PersonHandler } from './listed-person.ts'
import styles from './people-list.module.css'
import { PersonName } from './person-name.tsx'
import { statusWords } from './status-words.ts'

type Props = { person: ListedPerson; onOpen: PersonHandler; onMenu: PersonHandler }

/** A person in a list: a click opens their card; right click, long press and the menu key open what can be done. */
export function PersonRow({ person, onOpen, onMenu }: Props) {
  const { userId, name, picture, self, isBot, speaking, room, status, color } = person
  const press = useLongPress((target) => onMenu(person, target))
  const contextMenu = (event: MouseEvent<HTMLElement>) => {
    event.preventDefault()
    onMenu(person, event.currentTarget)
  }
  return (
    <button
      type="button"
      className={styles.row}
      aria-haspopup="dialog"
      {...press}
      onClick={(event) => onOpen(person, event.currentTarget)}
      onContextMenu={contextMenu}
    >
      <Avatar
        id={userId}
        name={name}
        picture={picture}
        size={28}
        speaking={speaking}
        status={status}
        dimmed={status === 'offline' && room === null}
      />
      <span className={styles.words}>
        <span className={styles.name} data-role-color="" style={roleColorStyle(color)}>
          <PersonName name={name} />
          {isBot ? <BotMark /> : null}
          {self ? <span className={styles.you}> ({t('people.you')})</span> : null}
        </span>
        <PersonLine person={person} />
      </span>
    </button>
  )
}

/** One line of words under a name; the mark on the avatar has its words too, for those who do not see it. */
function PersonLine({ person: { room, words, status } }: { person: ListedPerson }) {
  if (room) return <span className={styles.room}>{t('people.inRoom', { room })}</span>
  if (words)
    return (
      <span className={styles.own}>
        {words} <span className="visually-hidden">({statusWords(status)})</span>
      </span>
    )
  const isPlain = status === 'online' || status === 'offline'
  return <span className={isPlain ? 'visually-hidden' : styles.own}>{statusWords(status)}</span>
}
