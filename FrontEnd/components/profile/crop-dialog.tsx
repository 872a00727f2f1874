import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Slider from '@mui/material/Slider'
import { type PointerEvent, useId, useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { type Cut, placeIn, pull, type Size, wholeCut } from './crop.ts'
import styles from './profile.module.css'

type Props = {
  /** Address of the picture as it was chosen. */
  source: string
  size: Size
  busy: boolean
  onUse: (cut: Cut) => void
  onClose: () => void
}

const frame = 264
const previewEdge = 56

/** Cuts a picture to a square: by dragging, or by sliders, which the keyboard moves too. */
export function CropDialog({ source, size, busy, onUse, onClose }: Props) {
  const [cut, setCut] = useState(wholeCut)
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (event.buttons !== 1) return
    setCut((before) => pull(before, { size, frame, by: { x: event.movementX, y: event.movementY } }))
  }
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="crop-title" aria-describedby="crop-text">
      <DialogTitle id="crop-title">{t('picture.cropTitle')}</DialogTitle>
      <DialogContent className={styles.crop ?? ''}>
        <p id="crop-text" className={styles.help}>
          {t('picture.cropText')}
        </p>
        <div
          className={styles.frame}
          style={{ inlineSize: frame, blockSize: frame }}
          aria-hidden="true"
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={drag}
        >
          <img src={source} alt="" draggable={false} style={placeIn(frame, size, cut)} />
        </div>
        <CutSlider
          label={t('picture.zoom')}
          value={cut.zoom}
          range={[1, 4]}
          autoFocus
          onChange={(zoom) => setCut({ ...cut, zoom })}
        />
        <CutSlider
          label={t('picture.horizontal')}
          value={cut.x}
          range={[-1, 1]}
          onChange={(x) => setCut({ ...cut, x })}
        />
        <CutSlider
          label={t('picture.vertical')}
          value={cut.y}
          range={[-1, 1]}
          onChange={(y) => setCut({ ...cut, y })}
        />
        <div className={styles.preview}>
          <span className={styles.round} style={{ inlineSize: previewEdge, blockSize: previewEdge }} aria-hidden="true">
            <img src={source} alt="" style={placeIn(previewEdge, size, cut)} />
          </span>
          {t('picture.preview')}
        </div>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button variant="contained" loading={busy} onClick={() => onUse(cut)}>
          {t('picture.use')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

type SliderProps = {
  label: string
  value: number
  range: [min: number, max: number]
  autoFocus?: boolean
  onChange: (value: number) => void
}

function CutSlider({ label, value, range: [min, max], autoFocus = false, onChange }: SliderProps) {
  const id = useId()
  const percent = (at: number) => `${Math.round(((at - min) / (max - min)) * 100)} %`
  return (
    <div className={styles.slider}>
      <span id={id}>{label}</span>
      <Slider
        size="small"
        aria-labelledby={id}
        slotProps={{ input: { autoFocus } }}
        min={min}
        max={max}
        step={(max - min) / 100}
        value={value}
        getAriaValueText={percent}
        onChange={(_, next) => onChange(typeof next === 'number' ? next : min)}
      />
    </div>
  )
}
