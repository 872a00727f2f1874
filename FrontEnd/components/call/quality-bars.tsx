import type { CallQuality } from '@chaos/client-core'
import Tooltip from '@mui/material/Tooltip'
import { t } from '../../assets/messages/t.ts'
import styles from './quality-bars.module.css'

const lit = { unknown: 0, poor: 1, fair: 2, good: 3 } as const

/** Three bars; the words are in the label and in the tooltip, with numbers where they are known. */
export function QualityBars({ quality: { level, roundTripMs, lossPercent } }: { quality: CallQuality }) {
  const details = [
    t(`quality.${level}`),
    roundTripMs === null ? null : t('quality.roundTrip', { ms: Math.round(roundTripMs) }),
    lossPercent === null ? null : t('quality.loss', { percent: Math.round(lossPercent * 10) / 10 }),
  ].filter((detail) => detail !== null)
  return (
    <Tooltip title={details.join(' · ')}>
      <span className={styles.bars} role="img" aria-label={details.join(', ')} data-level={level}>
        {[1, 2, 3].map((bar) => (
          <span key={bar} data-lit={bar <= lit[level]} />
        ))}
      </span>
    </Tooltip>
  )
}
