import type { KeyboardEvent, PointerEvent } from 'react'
import { formatLength } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'
import { barsOf } from './bars.ts'
import styles from './waveform.module.css'

type Props = {
  /** 0–255 each. */
  peaks: readonly number[]
  positionMs: number
  durationMs: number
  onSeek: (positionMs: number) => void
  onToggle: () => void
}

const barCount = 64
const stepMs = 5_000

/** A recording as one sees it: the heard part quiet, the rest in the accent colour. Arrows seek, space plays. */
export function Waveform({ peaks, positionMs, durationMs, onSeek, onToggle }: Props) {
  const bars = barsOf(peaks, barCount)
  const share = durationMs === 0 ? 0 : positionMs / durationMs
  const seekTo = (to: number) => onSeek(Math.max(0, Math.min(durationMs, to)))
  const press = (event: KeyboardEvent) => {
    const actions: Record<string, () => void> = {
      ArrowLeft: () => seekTo(positionMs - stepMs),
      ArrowRight: () => seekTo(positionMs + stepMs),
      Home: () => seekTo(0),
      End: () => seekTo(durationMs),
      ' ': onToggle,
      Enter: onToggle,
    }
    const action = actions[event.key]
    if (!action) return
    event.preventDefault()
    action()
  }
  const point = (event: PointerEvent<HTMLDivElement>) => {
    if (event.type === 'pointermove' && !event.currentTarget.hasPointerCapture(event.pointerId)) return
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId)
    const { left, width } = event.currentTarget.getBoundingClientRect()
    seekTo(((event.clientX - left) / width) * durationMs)
  }
  return (
    <div
      className={styles.waveform}
      role="slider"
      tabIndex={0}
      aria-label={t('sound.position')}
      aria-valuemin={0}
      aria-valuemax={Math.round(durationMs / 1000)}
      aria-valuenow={Math.round(positionMs / 1000)}
      aria-valuetext={t('sound.positionValue', {
        position: formatLength(positionMs),
        length: formatLength(durationMs),
      })}
      onKeyDown={press}
      onPointerDown={point}
      onPointerMove={point}
    >
      <svg viewBox={`0 0 ${barCount} 32`} preserveAspectRatio="none" aria-hidden="true">
        {bars.map((height, bar) => (
          <rect
            // oxlint-disable-next-line react/no-array-index-key -- a bar is its place
            key={bar}
            className={bar < share * barCount ? styles.heard : styles.ahead}
            x={bar + 0.2}
            width={0.6}
            y={16 - height * 15}
            height={Math.max(1.5, height * 30)}
            rx={0.3}
          />
        ))}
      </svg>
    </div>
  )
}
