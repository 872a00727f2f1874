import type { CallPerson } from '@chaos/client-core'
import type { Floor } from '@chaos/protocol'
import HandIcon from '@mui/icons-material/PanToolRounded'
import { useId } from 'react'
import { t } from '../../assets/messages/t.ts'
import { Avatar } from '../avatar/avatar.tsx'
import styles from './stage-room.module.css'

type Listener = CallPerson & { floor: Extract<Floor, { kind: 'listener' }> }
type Props = { listeners: Listener[]; onMenu: (participantId: string, anchor: HTMLElement) => void }

/** Those who listen, small, since there may be many. */
export function ListenerList({ listeners, onMenu }: Props) {
  const id = useId()
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <h2 className={styles.heading} id={id}>
        {t('floor.listeners', { count: listeners.length })}
      </h2>
      <ul className={styles.listeners} aria-labelledby={id}>
        {listeners.map((person) => (
          <li key={person.id}>
            {person.self ? (
              <span className={styles.listener}>
                <Face person={person} />
              </span>
            ) : (
              <button
                type="button"
                className={styles.listener}
                aria-haspopup="dialog"
                onClick={(event) => onMenu(person.id, event.currentTarget)}
              >
                <Face person={person} />
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Face({ person }: { person: Listener }) {
  const { userId, displayName, avatar, self, floor, connection } = person
  return (
    <>
      <Avatar id={userId} name={displayName} picture={avatar} size={28} dimmed={connection === 'reconnecting'} />
      <span className={styles.name}>
        {displayName}
        {self ? <span className={styles.you}> ({t('people.you')})</span> : null}
      </span>
      {floor.hand === null ? null : (
        <span className={styles.asks} title={t('floor.handUp')}>
          <HandIcon sx={{ fontSize: 14 }} aria-hidden="true" />
          <span className="visually-hidden">{t('floor.handUp')}</span>
        </span>
      )}
      {floor.invited ? <span className={styles.you}>{t('floor.invited')}</span> : null}
    </>
  )
}
