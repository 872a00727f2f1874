import type { CallPerson } from '@chaos/client-core'
import { t } from '../../assets/messages/t.ts'
import { BlockedNote } from '../people/blocked-note.tsx'
import styles from './call-stage.module.css'
import { type FollowLevel, PersonTile } from './person-tile.tsx'

type Props = {
  /** Without those whom the viewer blocks. */
  people: CallPerson[]
  blocked: number
  followLevel: FollowLevel
  onMenu: (participantId: string, anchor: HTMLElement) => void
}

/** Columns that leave the last row as full as it can be; four people make a square, not three and one. */
const columnsFor = (count: number): number => (count <= 3 ? count : count <= 4 ? 2 : count <= 6 ? 3 : 4)

/** Everybody in the call, as tiles that share the stage evenly. */
export function CallStage({ people, blocked, followLevel, onMenu }: Props) {
  return (
    <div className={styles.stage}>
      <ul className={styles.tiles} aria-label={t('stage.tiles')} style={{ '--columns': columnsFor(people.length) }}>
        {people.map((person) => (
          <PersonTile key={person.id} person={person} followLevel={followLevel} onMenu={onMenu} />
        ))}
      </ul>
      <BlockedNote count={blocked} />
      {people.length === 1 && blocked === 0 ? <p className={styles.alone}>{t('stage.alone')}</p> : null}
    </div>
  )
}
