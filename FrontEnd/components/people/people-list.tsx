import Button from '@mui/material/Button'
import { t } from '../../assets/messages/t.ts'
import { roleColorStyle } from '../../styles/role-colors.ts'
import { Avatar } from '../avatar/avatar.tsx'
import { PersonName } from './person-name.tsx'
import styles from './people-list.module.css'

export type ListedPerson = {
  userId: string
  name: string
  picture: string | null
  self: boolean
  speaking: boolean
  room: string | null
  /** Of their highest role that has one. */
  color: string | null
}
export type PeopleGroup = { key: string; title: string; people: ListedPerson[] }

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
      {groups.map(({ key, title, people }) => (
        <section key={key} aria-labelledby={`people-${key}`}>
          <h3 className={styles.heading} id={`people-${key}`}>
            {title} <span>{people.length}</span>
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
                    <span className={styles.name} data-role-color="" style={roleColorStyle(person.color)}>
                      <PersonName name={person.name} />
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
