import Button from '@mui/material/Button'
import FormControlLabel from '@mui/material/FormControlLabel'
import Switch from '@mui/material/Switch'
import type { Ref } from 'react'
import { t } from '../../assets/messages/t.ts'
import { Notice } from '../feedback/notice.tsx'
import styles from './settings.module.css'

type Props = {
  running: boolean
  echo: boolean
  problem: 'refused' | 'missing' | 'busy' | null
  /** Moved by the level, from `scaleX(0)` to `scaleX(1)`. */
  meterRef: Ref<HTMLDivElement>
  onStart: () => void
  onStop: () => void
  onEcho: (on: boolean) => void
}

export function MicrophoneTestPanel({ running, echo, problem, meterRef, onStart, onStop, onEcho }: Props) {
  return (
    <section className={styles.group} aria-labelledby="microphone-test">
      <h2 id="microphone-test">{t('devices.test')}</h2>
      <p className={styles.text}>{t('devices.testText')}</p>
      {problem ? <Notice tone="warning" role="alert" title={t(`devices.${problem}`)} /> : null}
      <div
        className={styles.meter}
        role="meter"
        aria-label={t('devices.level')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={0}
      >
        <div ref={meterRef} className={styles.meterFill} />
      </div>
      <div className={styles.line}>
        <Button variant={running ? 'outlined' : 'contained'} onClick={running ? onStop : onStart}>
          {running ? t('devices.stop') : t('devices.start')}
        </Button>
        <FormControlLabel
          disabled={!running}
          control={<Switch checked={echo} onChange={(_, on) => onEcho(on)} />}
          label={t('devices.echo')}
        />
      </div>
    </section>
  )
}
