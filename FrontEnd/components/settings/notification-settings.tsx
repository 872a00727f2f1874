import type { QuietHours } from '@chaos/protocol'
import FormControlLabel from '@mui/material/FormControlLabel'
import Switch from '@mui/material/Switch'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import { t } from '../../assets/messages/t.ts'
import { Notice } from '../feedback/notice.tsx'
import styles from './settings.module.css'

/** What the browser says about waking it: `off` and `on` can be switched, the others say why not. */
export type PushState = 'unsupported' | 'insecure' | 'denied' | 'failed' | 'off' | 'on'

type PushProps = { state: PushState; busy: boolean; onChange: (on: boolean) => void }

export function PushSettings({ state, busy, onChange }: PushProps) {
  const isFixed = state === 'unsupported' || state === 'insecure' || state === 'denied'
  return (
    <section className={styles.group} aria-labelledby="push-title">
      <h2 id="push-title">{t('push.title')}</h2>
      <FormControlLabel
        disabled={isFixed || busy}
        control={<Switch checked={state === 'on'} onChange={(_, checked) => onChange(checked)} />}
        label={t('push.on')}
      />
      <p className={styles.text}>{t('push.text')}</p>
      {isFixed || state === 'failed' ? <Notice tone="warning" title={t(`push.${state}`)} /> : null}
    </section>
  )
}

const minutesOf = (time: string): number | null => {
  const [hour, minute] = time.split(':').map(Number)
  return hour === undefined || minute === undefined || Number.isNaN(hour + minute) ? null : hour * 60 + minute
}
const timeOf = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')

type QuietProps = {
  quietHours: QuietHours | null
  /** Of this device, for hours that are new. */
  timeZone: string
  onChange: (quietHours: QuietHours | null) => void
}

export function QuietHourSettings({ quietHours, timeZone, onChange }: QuietProps) {
  const [draft, setDraft] = useState<QuietHours | null>(quietHours)
  const change = (next: QuietHours | null) => {
    setDraft(next)
    if (next === null || next.fromMinute !== next.toMinute) onChange(next)
  }
  const usual = { fromMinute: 22 * 60, toMinute: 7 * 60, timeZone }
  const isSame = draft !== null && draft.fromMinute === draft.toMinute
  const field = (name: 'fromMinute' | 'toMinute', label: string, at: QuietHours) => (
    <TextField
      type="time"
      size="small"
      label={label}
      value={timeOf(at[name])}
      error={isSame}
      helperText={isSame && name === 'toMinute' ? t('quiet.same') : ' '}
      slotProps={{ inputLabel: { shrink: true } }}
      onChange={({ target }) => {
        const minutes = minutesOf(target.value)
        if (minutes !== null) change({ ...at, [name]: minutes, timeZone })
      }}
    />
  )
  return (
    <section className={styles.group} aria-labelledby="quiet-title">
      <h2 id="quiet-title">{t('quiet.title')}</h2>
      <FormControlLabel
        control={<Switch checked={draft !== null} onChange={(_, checked) => change(checked ? usual : null)} />}
        label={t('quiet.on')}
      />
      <p className={styles.text}>{t('quiet.text')}</p>
      {draft ? (
        <>
          <div className={styles.line}>
            {field('fromMinute', t('quiet.from'), draft)}
            {field('toMinute', t('quiet.to'), draft)}
          </div>
          <p className={styles.text}>{t('quiet.zone', { zone: draft.timeZone })}</p>
        </>
      ) : null}
    </section>
  )
}
