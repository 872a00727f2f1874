import DeleteIcon from '@mui/icons-material/DeleteOutlineRounded'
import SendIcon from '@mui/icons-material/SendRounded'
import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import Slider from '@mui/material/Slider'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { formatLength } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'
import styles from './recorder.module.css'
import { SoundPlayer } from './sound-player.tsx'
import type { SoundView } from './sound-view.ts'

type Props = {
  sound: SoundView
  onTrim: (range: { fromMs: number; toMs: number }) => void
  onDiscard: () => void
  onSend: (caption: string) => void
}

/** Before it is sent: listen, cut the ends, add words. */
export function ReviewBar({ sound, onTrim, onDiscard, onSend }: Props) {
  const [caption, setCaption] = useState('')
  const { durationMs } = sound
  const [range, setRange] = useState<[number, number]>([0, durationMs])
  const [fromMs, toMs] = [range[0], Math.min(range[1], durationMs)]
  const isCut = fromMs > 0 || toMs < durationMs
  const labels = [t('recorder.trimStart'), t('recorder.trimEnd')]
  return (
    <div className={styles.review}>
      <SoundPlayer sound={sound} />
      <div className={styles.line}>
        <Slider
          size="small"
          value={[fromMs, toMs]}
          max={durationMs}
          step={20}
          disableSwap
          getAriaLabel={(thumb) => labels[thumb] ?? ''}
          getAriaValueText={formatLength}
          onChange={(_, next) => setRange([next[0] ?? 0, next[1] ?? durationMs])}
        />
        <Button size="small" disabled={!isCut || fromMs >= toMs} onClick={() => onTrim({ fromMs, toMs })}>
          {t('recorder.trim')}
        </Button>
      </div>
      {isCut ? (
        <p className={styles.quiet}>{t('recorder.trimmed', { from: formatLength(fromMs), to: formatLength(toMs) })}</p>
      ) : null}
      <form
        className={styles.line}
        onSubmit={(event) => {
          event.preventDefault()
          onSend(caption.trim())
        }}
      >
        <IconButton aria-label={t('recorder.discard')} onClick={onDiscard}>
          <DeleteIcon />
        </IconButton>
        <TextField
          fullWidth
          size="small"
          label={t('recorder.caption')}
          value={caption}
          onChange={(event) => setCaption(event.target.value)}
        />
        <Button type="submit" variant="contained" endIcon={<SendIcon />}>
          {t('recorder.send')}
        </Button>
      </form>
    </div>
  )
}
