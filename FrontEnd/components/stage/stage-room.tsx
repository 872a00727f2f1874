import type { CallPerson, TrustMark } from '@chaos/client-core'
import { t } from '../../assets/messages/t.ts'
import { BlockedNote } from '../people/blocked-note.tsx'
import { PersonTiles } from './call-stage.tsx'
import { ListenerList } from './listener-list.tsx'
import { OwnFloor } from './own-floor.tsx'
import type { FollowLevel } from './person-tile.tsx'
import { RaisedHands } from './raised-hands.tsx'
import { byHand, isListener, isSpeaker } from './stage-people.ts'
import styles from './stage-room.module.css'

type Props = {
  topic: string
  /** Without those whom the viewer blocks. */
  people: CallPerson[]
  blocked: number
  /** The viewer lets people speak here. */
  leads: boolean
  mayAsk: boolean
  /** By user id. */
  trustOf: (person: CallPerson) => TrustMark
  followLevel: FollowLevel
  onMenu: (participantId: string, anchor: HTMLElement) => void
  onRaise: () => void
  onLower: (participantId: string) => void
  onAllow: (participantId: string) => void
  onDismiss: (participantId: string) => void
}

/** A room in which few speak and many listen. */
export function StageRoom({ topic, people, blocked, leads, mayAsk, trustOf, followLevel, onMenu, ...steps }: Props) {
  const own = people.find(({ self }) => self)
  const hands = byHand(people)
  return (
    <div className={styles.room}>
      {topic ? <p className={styles.topic}>{topic}</p> : null}
      <PersonTiles
        label={t('floor.speakers')}
        people={people.filter(isSpeaker)}
        trustOf={trustOf}
        followLevel={followLevel}
        onMenu={onMenu}
      />
      {people.some(isSpeaker) ? null : <p className={styles.none}>{t('floor.noSpeakers')}</p>}
      {own ? (
        <OwnFloor own={own} place={hands.findIndex(({ self }) => self) + 1} mayAsk={mayAsk} leads={leads} {...steps} />
      ) : null}
      {leads ? <RaisedHands hands={hands} onAllow={steps.onAllow} onLower={steps.onLower} /> : null}
      <ListenerList listeners={people.filter(isListener)} onMenu={onMenu} />
      <BlockedNote count={blocked} />
    </div>
  )
}
