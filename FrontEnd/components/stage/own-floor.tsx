import type { CallPerson } from '@chaos/client-core'
import type { Floor } from '@chaos/protocol'
import HearingIcon from '@mui/icons-material/HearingRounded'
import HandIcon from '@mui/icons-material/PanToolRounded'
import SpeakIcon from '@mui/icons-material/RecordVoiceOverRounded'
import Button from '@mui/material/Button'
import { t } from '../../assets/messages/t.ts'
import { Notice } from '../feedback/notice.tsx'
import styles from './stage-room.module.css'

type Props = {
  own: CallPerson
  /** Among the raised hands, from 1. */
  place: number
  leads: boolean
  mayAsk: boolean
  onRaise: () => void
  onLower: (participantId: string) => void
  onDismiss: (participantId: string) => void
}

/** The viewer's own way to the word, and back from it. */
export function OwnFloor({ own, ...props }: Props) {
  const { floor } = own
  if (floor.kind === 'listener') return <Listening {...props} id={own.id} floor={floor} />
  return (
    <div className={styles.own}>
      <p>{t('floor.youSpeak')}</p>
      <Button variant="outlined" startIcon={<HearingIcon />} onClick={() => props.onDismiss(own.id)}>
        {t('floor.stepDown')}
      </Button>
    </div>
  )
}

type ListeningProps = Omit<Props, 'own'> & { id: string; floor: Extract<Floor, { kind: 'listener' }> }

function Listening({ id, floor, place, leads, mayAsk, onRaise, onLower }: ListeningProps) {
  if (floor.invited) return <Invitation onAccept={onRaise} onDecline={() => onLower(id)} />
  if (!leads && !mayAsk) return <p className={styles.own}>{t('floor.mayNotAsk')}</p>
  const isUp = floor.hand !== null
  return (
    <div className={styles.own}>
      <p role="status">{isUp ? t('floor.asked', { count: place }) : null}</p>
      <Button
        variant={isUp ? 'outlined' : 'contained'}
        aria-pressed={leads ? undefined : isUp}
        startIcon={leads ? <SpeakIcon /> : <HandIcon />}
        onClick={() => (isUp ? onLower(id) : onRaise())}
      >
        {leads ? t('floor.take') : isUp ? t('floor.lower') : t('floor.raise')}
      </Button>
    </div>
  )
}

function Invitation({ onAccept, onDecline }: { onAccept: () => void; onDecline: () => void }) {
  return (
    <div className={styles.own}>
      <Notice
        tone="info"
        role="alert"
        title={t('floor.invitation')}
        actions={
          <>
            <Button size="small" variant="contained" onClick={onAccept}>
              {t('floor.accept')}
            </Button>
            <Button size="small" onClick={onDecline}>
              {t('floor.decline')}
            </Button>
          </>
        }
      >
        {t('floor.invitationText')}
      </Notice>
    </div>
  )
}
