import PauseIcon from '@mui/icons-material/PauseRounded'
import MicIcon from '@mui/icons-material/MicRounded'
import DeleteIcon from '@mui/icons-material/DeleteOutlineRounded'
import SendIcon from '@mui/icons-material/SendRounded'
import StopIcon from '@mui/icons-material/StopRounded'
import type { RecordingState } from '@chaos/client-core'
import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import { formatLength } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'
import styles from './recorder.module.css'

type MessageKeyOfPhase = 'recorder.opening' | 'recorder.recording' | 'recorder.paused' | 'recorder.finishing'

type Props = {
  recording: RecordingState
  onPause: () => void
  onResume: () => void
  onFinish: () => void
  onDiscard: () => void
  onSend: () => void
}

const words: Partial<Record<RecordingState['phase'], MessageKeyOfPhase>> = {
  opening: 'recorder.opening',
  recording: 'recorder.recording',
  paused: 'recorder.paused',
  finishing: 'recorder.finishing',
}

/** While one speaks: the wave as it grows, the time, and every way on. */
export function RecorderBar({ recording, onPause, onResume, onFinish, onDiscard, onSend }: Props) {
  const { phase, durationMs, longestMs, recentPeaks } = recording
  const isBusy = phase === 'opening' || phase === 'finishing'
  const isPaused = phase === 'paused'
  return (
    <div className={styles.bar} role="group" aria-label={t('recorder.start')}>
      <IconButton aria-label={t('recorder.discard')} onClick={onDiscard}>
        <DeleteIcon />
      </IconButton>
      <span className={styles.phase} role="status" data-phase={phase}>
        {t(words[phase] ?? 'recorder.recording')}
      </span>
      <div className={styles.live} aria-hidden="true">
        {recentPeaks.map((peak, place) => (
          // oxlint-disable-next-line react/no-array-index-key -- a bar is its place
          <span key={place} style={{ transform: `scaleY(${Math.max(0.06, Math.sqrt(peak)).toFixed(3)})` }} />
        ))}
      </div>
      <span className={styles.time}>
        {t('recorder.time', { time: formatLength(durationMs), longest: formatLength(longestMs) })}
      </span>
      <IconButton
        aria-label={isPaused ? t('recorder.resume') : t('recorder.pause')}
        disabled={isBusy}
        onClick={isPaused ? onResume : onPause}
      >
        {isPaused ? <MicIcon /> : <PauseIcon />}
      </IconButton>
      <IconButton aria-label={t('recorder.finish')} disabled={isBusy} onClick={onFinish}>
        <StopIcon />
      </IconButton>
      <Button variant="contained" disabled={isBusy} endIcon={<SendIcon />} onClick={onSend}>
        {t('recorder.send')}
      </Button>
    </div>
  )
}
