import type { Floor } from '@chaos/protocol'
import SpeakIcon from '@mui/icons-material/RecordVoiceOverRounded'
import ListenIcon from '@mui/icons-material/HearingRounded'
import HandIcon from '@mui/icons-material/PanToolRounded'
import { t } from '../../assets/messages/t.ts'
import { Action } from './moderation-actions.tsx'
import styles from './person-menu.module.css'

type Props = { floor: Floor; onAllow: () => void; onLower: () => void; onDismiss: () => void }

/** What who leads a stage can do about one person's word. */
export function FloorActions({ floor, onAllow, onLower, onDismiss }: Props) {
  if (floor.kind === 'free') return null
  if (floor.kind === 'speaker')
    return (
      <div className={styles.moderation}>
        <Action icon={<ListenIcon fontSize="small" />} onClick={onDismiss}>
          {t('floor.dismiss')}
        </Action>
      </div>
    )
  const asks = floor.hand !== null
  return (
    <div className={styles.moderation}>
      {floor.invited ? null : (
        <Action icon={<SpeakIcon fontSize="small" />} onClick={onAllow}>
          {asks ? t('floor.allow') : t('floor.invite')}
        </Action>
      )}
      {asks ? (
        <Action icon={<HandIcon fontSize="small" />} onClick={onLower}>
          {t('floor.lower')}
        </Action>
      ) : null}
    </div>
  )
}
