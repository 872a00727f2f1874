import Button from '@mui/material/Button'
import { t } from '../../assets/messages/t.ts'
import { Avatar } from '../avatar/avatar.tsx'
import { BotMark } from './bot-mark.tsx'
import { PersonName } from './person-name.tsx'
import styles from './people-list.module.css'

export type ListedPerson = {
  userId: string
  name: string
  picture: string | null
  self: boolean
  isBot: boolean
  speaking: boolean
  room: string | null
}
export type PeopleGroup = { key: 'talking' | 'owner' | 'members'; people: ListedPerson[] }

type Props = {
  groups: PeopleGroup[]
  more: boolean
  onMore: () => void
  onOpen: (person: ListedPerson, anchor: HTMLElement) => void
}

/** Members by presence and role. */
export function PeopleList({ groups, more, onMore, onOpen }: Props) {
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
                  />
                  <span className={styles.words}>
                    <span className={styles.name}>
                      <PersonName name={person.name} />
                      {person.isBot ? <BotMark /> : null}
                      {person.self ? <span className={styles.you}> ({t('people.you')})</span> : null}
                    </span>
                    {person.room ? (
                      <span className={styles.room}>{t('people.inRoom', { room: person.room })}</span>
                    ) : null}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {more ? (
        <Button size="small" onClick={onMore}>
          {t('action.more')}
        </Button>
      ) : null}
    </div>
  )
}
