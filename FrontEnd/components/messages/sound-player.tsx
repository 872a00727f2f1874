import PauseIcon from '@mui/icons-material/PauseRounded'
import PlayIcon from '@mui/icons-material/PlayArrowRounded'
import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import { formatLength } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'
import type { SoundView } from './sound-view.ts'
import styles from './sound-player.module.css'
import { Waveform } from './waveform.tsx'

/** One recording: play, waveform, time and, while it is the one that plays, speed. */
export function SoundPlayer({ sound }: { sound: SoundView }) {
  const { peaks, positionMs, durationMs, isPlaying, isWaiting, problem, speed } = sound
  return (
    <div className={styles.player}>
      <div className={styles.line}>
        <IconButton
          className={styles.play ?? ''}
          aria-label={isPlaying ? t('sound.pause') : t('sound.play')}
          aria-busy={isWaiting}
          onClick={sound.onToggle}
        >
          {isPlaying ? <PauseIcon /> : <PlayIcon />}
        </IconButton>
        <Waveform {...{ peaks, positionMs, durationMs }} onSeek={sound.onSeek} onToggle={sound.onToggle} />
        <span className={styles.time}>
          {isWaiting ? <span className={styles.quiet}>{t('sound.loading')} </span> : null}
          {formatLength(positionMs > 0 ? positionMs : durationMs)}
        </span>
        {speed === null ? null : (
          <Button
            size="small"
            className={styles.speed ?? ''}
            aria-label={t('sound.speed', { speed: `${speed}×` })}
            onClick={sound.onSpeed}
          >
            {`${speed}×`}
          </Button>
        )}
      </div>
      {problem ? (
        <p className={styles.problem} role="alert">
          {t(`sound.${problem}`)}
        </p>
      ) : null}
    </div>
  )
}
