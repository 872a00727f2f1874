import Button from '@mui/material/Button'
import { t } from '../../assets/messages/t.ts'
import type { SeenStatus } from '@chaos/protocol'
import { Avatar } from '../avatar/avatar.tsx'
import { BotMark } from './bot-mark.tsx'
import { BlockedNote } from './blocked-note.tsx'
import { PersonName } from './person-name.tsx'
import styles from './people-list.module.css'
import { statusWords } from './status-words.ts'

export type ListedPerson = {
  userId: string
  name: string
  picture: string | null
  self: boolean
  isBot: boolean
  speaking: boolean
  room: string | null
  status: SeenStatus
  words: string
}
export type PeopleGroup = { key: 'talking' | 'owner' | 'members'; people: ListedPerson[] }

type Props = {
  groups: PeopleGroup[]
  /** Members whom the viewer blocks; they are in no group. */
  blocked: number
  more: boolean
  onMore: () => void
  onOpen: (person: ListedPerson, anchor: HTMLElement) => void
}

/** Members by presence and role. */
export function PeopleList({ groups, blocked, more, onMore, onOpen }: Props) {
  return (
    <div className={styles.groups}>
      {groups.map(({ key, people }) => (
        <section key={key} aria-labelledby={`people-${key}`}>
          <h3 className={styles.heading} id={`people-${key}`}>
            {t(`people.${key}`)} <span>{people.length}</span>
          </h3>
          <ul className={styles.list}>
            {people.map((person) => (
              <li key={person.userId}>
                <button
                  type="button"
                  className={styles.row}
                  aria-haspopup="dialog"
                  onClick={(event) => onOpen(person, event.currentTarget)}
                >
                  <Avatar
                    id={person.userId}
                    name={person.name}
                    picture={person.picture}
                    size={28}
                    speaking={person.speaking}
                    status={person.status}
                    dimmed={person.status === 'offline' && person.room === null}
                  />
                  <span className={styles.words}>
                    <span className={styles.name}>
                      <PersonName name={person.name} />
                      {person.isBot ? <BotMark /> : null}
                      {person.self ? <span className={styles.you}> ({t('people.you')})</span> : null}
                    </span>
                    <PersonLine person={person} />
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <BlockedNote count={blocked} />
      {more ? (
        <Button size="small" onClick={onMore}>
          {t('action.more')}
        </Button>
      ) : null}
    </div>
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
