import type { CallPerson, TrustMark } from '@chaos/client-core'
import { t } from '../../assets/messages/t.ts'
import { BlockedNote } from '../people/blocked-note.tsx'
import styles from './call-stage.module.css'
import { type FollowLevel, PersonTile } from './person-tile.tsx'

type Props = {
  /** Without those whom the viewer blocks. */
  people: CallPerson[]
  blocked: number
  /** By user id. */
  trustOf: (person: CallPerson) => TrustMark
  followLevel: FollowLevel
  onMenu: (participantId: string, anchor: HTMLElement) => void
}

/** Columns that leave the last row as full as it can be; four people make a square, not three and one. */
const columnsFor = (count: number): number => (count <= 3 ? count : count <= 4 ? 2 : count <= 6 ? 3 : 4)

type TilesProps = Omit<Props, 'blocked'> & { label: string }

/** People as tiles that share the width evenly. */
export function PersonTiles({ label, people, trustOf, followLevel, onMenu }: TilesProps) {
  return (
    <ul className={styles.tiles} aria-label={label} style={{ '--columns': columnsFor(people.length) }}>
      {people.map((person) => (
        <PersonTile key={person.id} person={person} trust={trustOf(person)} followLevel={followLevel} onMenu={onMenu} />
      ))}
    </ul>
  )
}

/** Everybody in the call. */
export function CallStage({ blocked, ...tiles }: Props) {
  return (
    <div className={styles.stage}>
      <PersonTiles {...tiles} label={t('stage.tiles')} />
      <BlockedNote count={blocked} />
      {tiles.people.length === 1 && blocked === 0 ? <p className={styles.alone}>{t('stage.alone')}</p> : null}
    </div>
  )
}
